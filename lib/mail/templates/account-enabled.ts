import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, afterwards. */
export const accountEnabled = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  ({ name, changedAt }) => ({
    subject: `Your ${product.name} account was enabled`,
    blocks: [
      heading('Your account was enabled'),
      paragraph(greeting(name)),
      paragraph(
        `An administrator enabled your account on ${formatTime(new Date(changedAt))}. You can sign in again.`,
      ),
      button('Sign in', siteUrl('/sign-in')),
      note('If you have questions, contact an administrator of this site.'),
    ],
  }),
)
