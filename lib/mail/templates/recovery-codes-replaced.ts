import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards. */
export const recoveryCodesReplaced = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  ({ name, changedAt }) => ({
    subject: `New recovery codes for your ${product.name} account`,
    blocks: [
      heading('You have new recovery codes'),
      paragraph(greeting(name)),
      paragraph(
        `New recovery codes were made for your account on ${formatTime(new Date(changedAt))}. The earlier ones no longer work.`,
      ),
      note('If this was you, there’s nothing to do.'),
      paragraph('If it wasn’t, reset your password now to take back your account.'),
      button('Reset password', siteUrl('/forgot-password')),
    ],
  }),
)
