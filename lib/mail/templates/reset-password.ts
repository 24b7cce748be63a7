import { z } from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/** To the stored address of an account somebody asked a new password for. */
export const resetPassword = linkTemplate(
  z.object({ name: z.string() }),
  { path: '/reset-password', lifetimeSeconds: () => env().RESET_TOKEN_SECONDS },
  ({ name }, { href, lifetime }) => ({
    subject: `Reset your ${product.name} password`,
    blocks: [
      heading('Choose a new password'),
      paragraph(greeting(name)),
      paragraph('Somebody, we hope you, asked for a new password for your account.'),
      button('Choose a new password', href),
      note(
        `The link works once, for ${lifetime}, and only until you ask for another. ` +
          'If it was not you, ignore this mail: your password stays as it is.',
      ),
    ],
  }),
)
