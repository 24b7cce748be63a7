import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards. */
export const twoFactorOff = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  ({ name, changedAt }) => ({
    subject: `Two-factor is off for your ${product.name} account`,
    blocks: [
      heading('Two-factor is off'),
      paragraph(greeting(name)),
      paragraph(
        `Two-factor was turned off for your account on ${formatTime(new Date(changedAt))}, and your other devices were signed out. Your password alone signs you in now.`,
      ),
      note('If this was you, there’s nothing to do.'),
      paragraph('If it wasn’t, reset your password now to take back your account.'),
      button('Reset password', siteUrl('/forgot-password')),
    ],
  }),
)
