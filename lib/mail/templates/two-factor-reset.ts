import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards. */
export const twoFactorReset = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime(), reason: z.string() }),
  ({ name, changedAt, reason }) => ({
    subject: `Two-factor was reset for your ${product.name} account`,
    blocks: [
      heading('Two-factor was reset'),
      paragraph(greeting(name)),
      paragraph(
        `An administrator turned two-factor off for your account on ${formatTime(new Date(changedAt))}. Every device was signed out, and your recovery codes and passkeys no longer work.`,
      ),
      paragraph(`Their reason: ${reason}`),
      paragraph('Sign in with your password, and set up two-factor or a passkey again.'),
      button('Sign in', siteUrl('/sign-in')),
      note('If you didn’t ask for this, contact an administrator of this site.'),
    ],
  }),
)
