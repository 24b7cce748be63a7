import * as z from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/** To the stored address of an account whose password reset was requested. */
export const resetPassword = linkTemplate(
  z.object({
    name: z.string(),
    /** With the account secured: how many an intruder may have added. */
    passkeysRemoved: z.number().optional(),
  }),
  { path: '/reset-password', lifetimeSeconds: () => env().RESET_TOKEN_SECONDS },
  ({ name, passkeysRemoved = 0 }, { href, lifetime }) => ({
    subject: `Reset your ${product.name} password`,
    blocks: [
      heading('Reset your password'),
      paragraph(greeting(name)),
      paragraph('Someone, hopefully you, asked to reset the password of your account.'),
      ...(passkeysRemoved > 0 ? [paragraph(removedSentence(passkeysRemoved))] : []),
      button('Reset password', href),
      note(
        `This link works once, for ${lifetime}, and only until you request another. ` +
          'If this wasn’t you, you can ignore this email: your password stays the same.',
      ),
    ],
  }),
)

const removedSentence = (count: number) =>
  (count === 1
    ? 'A passkey that was added lately was'
    : `${count} passkeys that were added lately were`) +
  ' removed, in case somebody else did that. Once you have signed in, add yours again.'
