import { z } from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/** To an address somebody has just signed up with. */
export const confirmSignUp = linkTemplate(
  z.object({ name: z.string() }),
  { path: '/verify-email', lifetimeSeconds: () => env().VERIFY_TOKEN_SECONDS },
  ({ name }, { href, lifetime }) => ({
    subject: `Confirm your email for ${product.name}`,
    blocks: [
      heading('Confirm your email'),
      paragraph(greeting(name)),
      paragraph(
        'One step is left: confirm this address with the password you chose, and your account is ready.',
      ),
      button('Confirm email', href),
      note(
        `The link works once, for ${lifetime}. If you did not sign up, ignore this mail: ` +
          'without the password chosen at sign-up nobody can finish it.',
      ),
    ],
  }),
)
