import { z } from 'zod'
import { NOT_ME_LINK_SECONDS } from '@/lib/domain/sessions/sign-in-notice'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting, momentInWords } from '../words'
import { product } from '@/lib/product'

const WHYS = {
  new_device: {
    subject: `New sign-in to your ${product.name} account`,
    told: 'from a browser that had not been used for it before',
  },
  after_failures: {
    subject: `Sign-in to your ${product.name} account after wrong passwords`,
    told: 'after several wrong passwords in a row',
  },
} as const

/** To the owner, about a sign-in that may not have been theirs. */
export const newSignIn = linkTemplate(
  z.object({
    name: z.string(),
    why: z.enum(['new_device', 'after_failures']),
    /** In words. */
    device: z.string(),
    address: z.string(),
    signedInAt: z.iso.datetime(),
  }),
  { path: '/not-me', lifetimeSeconds: () => NOT_ME_LINK_SECONDS },
  ({ name, why, device, address, signedInAt }, { href, lifetime }) => ({
    subject: WHYS[why].subject,
    blocks: [
      heading('Was this you?'),
      paragraph(greeting(name)),
      paragraph(
        `On ${momentInWords(new Date(signedInAt))} somebody signed in to your account ` +
          `${WHYS[why].told}: ${device}, address ${address}.`,
      ),
      paragraph('If it was you, there is nothing to do.'),
      paragraph(
        'If it was not: secure your account. Every device is signed out, the password stops working, ' +
          'and we mail you a link to choose a new one.',
      ),
      button('This wasn’t me', href),
      note(`The link works once, for ${lifetime}, and only until the password or email changes.`),
    ],
  }),
)
