import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

const SAID = {
  added: 'From now on it signs you in without your password.',
  renamed: 'It works as before.',
  removed: 'It no longer signs anyone in, and your other devices were signed out.',
} as const

/** To the owner, afterwards. */
export const passkeyChanged = plainTemplate(
  z.object({
    name: z.string(),
    passkey: z.string(),
    change: z.enum(['added', 'renamed', 'removed']),
    changedAt: z.iso.datetime(),
  }),
  ({ name, passkey, change, changedAt }) => ({
    subject: `A passkey of your ${product.name} account was ${change}`,
    blocks: [
      heading(`A passkey was ${change}`),
      paragraph(greeting(name)),
      paragraph(
        `The passkey “${passkey}” was ${change} on ${formatTime(new Date(changedAt))}. ${SAID[change]}`,
      ),
      note('If this was you, there’s nothing to do.'),
      paragraph(
        'If it wasn’t, remove passkeys you don’t know, set a new password and sign out your other devices.',
      ),
      button('Open passkeys', siteUrl('/account/passkeys')),
    ],
  }),
)
