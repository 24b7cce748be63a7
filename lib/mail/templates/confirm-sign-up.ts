import * as z from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/** To an address someone has just signed up with. */
export const confirmSignUp = linkTemplate(
  z.object({ name: z.string() }),
  { path: '/verify-email', lifetimeSeconds: () => env().VERIFY_TOKEN_SECONDS },
  ({ name }, { href, lifetime }) => ({
    subject: `Confirm your email for ${product.name}`,
    blocks: [
      heading('Confirm your email'),
      paragraph(greeting(name)),
      paragraph(
        'Confirm this address with the password you chose to finish creating your account.',
      ),
      button('Confirm email', href),
      note(
        `This link works once, for ${lifetime}. If you didn’t sign up, you can ignore this email: ` +
          'no one can finish without the password chosen at sign-up.',
      ),
    ],
  }),
)
