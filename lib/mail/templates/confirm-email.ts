import * as z from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'

/** A new confirmation link: requested, or sent on a sign-in before confirming. */
export const confirmEmail = linkTemplate(
  z.object({ name: z.string() }),
  { path: '/verify-email', lifetimeSeconds: () => env().VERIFY_TOKEN_SECONDS },
  ({ name }, { href, lifetime }) => ({
    subject: 'Your new confirmation link',
    blocks: [
      heading('Confirm your email'),
      paragraph(greeting(name)),
      paragraph(
        'Confirm this address with the password you chose when you signed up. Earlier links no longer work.',
      ),
      button('Confirm email', href),
      note(
        `This link works once, for ${lifetime}. If you didn’t request it, you can ignore this email: ` +
          'it does nothing without your password.',
      ),
    ],
  }),
)
