import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards: the username signs in. */
export const usernameChanged = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  ({ name, changedAt }) => ({
    subject: `Your ${product.name} username was changed`,
    blocks: [
      heading('Your username was changed'),
      paragraph(greeting(name)),
      paragraph(
        `Your username was changed on ${formatTime(new Date(changedAt))}. Sign in with the new one, or with your email.`,
      ),
      note('If this was you, there’s nothing to do.'),
      paragraph('If it wasn’t, reset your password now to sign out whoever did it.'),
      button('Reset password', siteUrl('/forgot-password')),
    ],
  }),
)
