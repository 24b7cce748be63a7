import { z } from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'

/** A new confirmation link, asked for or caused by signing in before confirming. */
export const confirmEmail = linkTemplate(
  z.object({ name: z.string() }),
  { path: '/verify-email', lifetimeSeconds: () => env().VERIFY_TOKEN_SECONDS },
  ({ name }, { href, lifetime }) => ({
    subject: 'Your new link to confirm your email',
    blocks: [
      heading('Here is your new link'),
      paragraph(greeting(name)),
      paragraph(
        'Confirm this address with the password you chose when you signed up. Any earlier link has stopped working.',
      ),
      button('Confirm email', href),
      note(
        `The link works once, for ${lifetime}. If you did not ask for it, ignore this mail: ` +
          'without your password it does nothing.',
      ),
    ],
  }),
)
