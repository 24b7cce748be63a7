import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards. */
export const twoFactorOn = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  ({ name, changedAt }) => ({
    subject: `Two-factor is on for your ${product.name} account`,
    blocks: [
      heading('Two-factor is on'),
      paragraph(greeting(name)),
      paragraph(
        `Two-factor was turned on for your account on ${formatTime(new Date(changedAt))}, and your other devices were signed out. From now on signing in takes a code from your authenticator app.`,
      ),
      note('If this was you, there’s nothing to do. Keep your recovery codes in a safe place.'),
      paragraph('If it wasn’t, contact an administrator of this site.'),
      button('Open two-factor', siteUrl('/account/two-factor')),
    ],
  }),
)
