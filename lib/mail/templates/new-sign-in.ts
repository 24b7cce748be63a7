import * as z from 'zod'
import { NOT_ME_LINK_SECONDS } from '@/lib/domain/sessions/sign-in-notice'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

const REASONS = {
  new_device: {
    subject: `New sign-in to your ${product.name} account`,
    text: 'from a new browser',
  },
  after_failures: {
    subject: `Sign-in to your ${product.name} account after failed attempts`,
    text: 'after several failed attempts in a row',
  },
} as const

/** To the owner, about a sign-in that may not have been theirs. */
export const newSignIn = linkTemplate(
  z.object({
    name: z.string(),
    why: z.enum(['new_device', 'after_failures']),
    /** Browser and system, in words. */
    device: z.string(),
    address: z.string(),
    signedInAt: z.iso.datetime(),
  }),
  { path: '/not-me', lifetimeSeconds: () => NOT_ME_LINK_SECONDS },
  ({ name, why, device, address, signedInAt }, { href, lifetime }) => ({
    subject: REASONS[why].subject,
    blocks: [
      heading('Was this you?'),
      paragraph(greeting(name)),
      paragraph(
        `On ${formatTime(new Date(signedInAt))}, someone signed in to your account ` +
          `${REASONS[why].text}: ${device}, IP address ${address}.`,
      ),
      paragraph('If this was you, there’s nothing to do.'),
      paragraph(
        'If it wasn’t, secure your account: every device is signed out, your password and passkeys ' +
          'added lately stop working, and we email you a link to set a new one.',
      ),
      button('This wasn’t me', href),
      note(`This link works once, for ${lifetime}, and only until your password or email changes.`),
    ],
  }),
)
