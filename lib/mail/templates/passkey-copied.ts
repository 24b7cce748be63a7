import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, when a passkey's counter has gone back. */
export const passkeyCopied = plainTemplate(
  z.object({ name: z.string(), passkey: z.string(), triedAt: z.iso.datetime() }),
  ({ name, passkey, triedAt }) => ({
    subject: `A copy of your ${product.name} passkey may be in use`,
    blocks: [
      heading('A copy of your passkey may be in use'),
      paragraph(greeting(name)),
      paragraph(
        `On ${formatTime(new Date(triedAt))} the passkey “${passkey}” was refused: it had been used fewer times than we know of, so it may be a copy.`,
      ),
      paragraph('Remove this passkey and add a new one.'),
      button('Open passkeys', siteUrl('/account/passkeys')),
      note('A security key that was restored or replaced can also cause this.'),
    ],
  }),
)
