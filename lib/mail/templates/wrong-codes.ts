import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'
import { WRONG_CODES_WORTH_A_MAIL } from '@/lib/domain/two-factor/lifetimes'

/** To the owner, after many wrong codes in a row: whoever enters them knows the password. */
export const wrongCodes = plainTemplate(
  z.object({ name: z.string(), triedAt: z.iso.datetime() }),
  ({ name, triedAt }) => ({
    subject: `Someone knows your ${product.name} password`,
    blocks: [
      heading('Someone knows your password'),
      paragraph(greeting(name)),
      paragraph(
        `By ${formatTime(new Date(triedAt))}, your password was entered correctly, and then ${WRONG_CODES_WORTH_A_MAIL} wrong authentication codes in a row. Nobody was signed in by them, and your devices stay signed in.`,
      ),
      paragraph('If this wasn’t you, set a new password now.'),
      button('Reset password', siteUrl('/forgot-password')),
      note('If it was you, use a recovery code, or check the clock of your phone.'),
    ],
  }),
)
