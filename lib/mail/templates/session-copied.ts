import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, when a session's cookie was used without the device it is bound to. */
export const sessionCopied = plainTemplate(
  z.object({
    name: z.string(),
    endedAt: z.iso.datetime(),
    /** Browser and system that signed in, in words, and its address. */
    device: z.string(),
    address: z.string(),
    /** The same of what used the cookie. */
    usedBy: z.string(),
    usedFrom: z.string(),
  }),
  ({ name, endedAt, device, address, usedBy, usedFrom }) => ({
    subject: `We ended a session of your ${product.name} account`,
    blocks: [
      heading('Somebody used a copy of your session'),
      paragraph(greeting(name)),
      paragraph('We ended a session because its cookie was used without your device.'),
      paragraph(
        `You signed in on ${device}, IP address ${address}. On ${formatTime(new Date(endedAt))}, ` +
          `the cookie of that session came from ${usedBy}, IP address ${usedFrom}.`,
      ),
      paragraph(
        'The copy opened nothing, and no longer works. Malware on your device may have made it: ' +
          'check the device, then sign in, change your password and look through your devices.',
      ),
      button('Open devices', siteUrl('/account/sessions')),
      note('If you moved your browser profile to another computer yourself, just sign in again.'),
    ],
  }),
)
