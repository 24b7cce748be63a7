import * as z from 'zod'
import { UNDO_EMAIL_MS } from '@/lib/domain/accounts/email-change'
import { seconds } from '@/lib/domain/time'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the former address, afterwards, with a link to undo the change. */
export const emailChanged = linkTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  { path: '/undo-email', lifetimeSeconds: () => UNDO_EMAIL_MS / seconds(1) },
  ({ name, changedAt }, { href, lifetime }) => ({
    subject: `Your ${product.name} email was changed`,
    blocks: [
      heading('Your email was changed'),
      paragraph(greeting(name)),
      paragraph(
        `The email of your account was changed on ${formatTime(new Date(changedAt))}. You can no longer sign in with this address.`,
      ),
      note('If this was you, there’s nothing to do.'),
      paragraph(
        'If it wasn’t, undo the change: your account gets this address back, every device is signed out, and you set a new password.',
      ),
      button('Undo the change', href),
      note(`This link works once, for ${lifetime}.`),
    ],
  }),
)
