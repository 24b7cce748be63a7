import * as z from 'zod'
import { button, heading, link, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards. */
export const passwordChanged = plainTemplate(
  z.object({
    name: z.string(),
    changedAt: z.iso.datetime(),
    /** After a reset: how many sign in as before. */
    passkeys: z.number().optional(),
  }),
  ({ name, changedAt, passkeys = 0 }) => ({
    subject: `Your ${product.name} password was changed`,
    blocks: [
      heading('Your password was changed'),
      paragraph(greeting(name)),
      paragraph(
        `Your password was changed on ${formatTime(new Date(changedAt))}, and your other devices were signed out.`,
      ),
      ...(passkeys > 0 ? passkeysBlocks(passkeys) : []),
      note('If this was you, there’s nothing to do.'),
      paragraph('If it wasn’t, reset your password now to take back your account.'),
      button('Reset password', siteUrl('/forgot-password')),
    ],
  }),
)

const passkeysBlocks = (count: number) => [
  paragraph(`${count === 1 ? '1 passkey still signs' : `${count} passkeys still sign`} in.`),
  link('Review your passkeys', siteUrl('/account/passkeys')),
]
