import * as z from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/** To the requested new address of an account. */
export const changeEmail = linkTemplate(
  z.object({ name: z.string() }),
  { path: '/verify-email', lifetimeSeconds: () => env().VERIFY_TOKEN_SECONDS },
  ({ name }, { href, lifetime }) => ({
    subject: `Confirm your new email for ${product.name}`,
    blocks: [
      heading('Confirm your new email'),
      paragraph(greeting(name)),
      paragraph(
        'Confirm this address with your password to make it the email of your account. Nothing changes until you do.',
      ),
      button('Confirm email', href),
      note(
        `This link works once, for ${lifetime}. If you didn’t request it, you can ignore this email: ` +
          'it does nothing without the account’s password.',
      ),
    ],
  }),
)
