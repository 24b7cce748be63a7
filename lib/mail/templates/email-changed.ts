import { z } from 'zod'
import { UNDO_EMAIL_MS } from '@/lib/domain/accounts/email-change'
import { seconds } from '@/lib/domain/time'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting, momentInWords } from '../words'
import { product } from '@/lib/product'

/** To the former address, after the fact: it can take the account back. */
export const emailChanged = linkTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  { path: '/undo-email', lifetimeSeconds: () => UNDO_EMAIL_MS / seconds(1) },
  ({ name, changedAt }, { href, lifetime }) => ({
    subject: `The email of your ${product.name} account was changed`,
    blocks: [
      heading('Your email was changed'),
      paragraph(greeting(name)),
      paragraph(
        `On ${momentInWords(new Date(changedAt))} your account was moved to another email. This address no longer signs in.`,
      ),
      note('If it was you, there is nothing to do.'),
      paragraph(
        'If it was not you, take your account back: this address becomes yours again, every device is signed out, and you choose a new password.',
      ),
      button('Undo the change', href),
      note(`The link works once, for ${lifetime}.`),
    ],
  }),
)
