import * as z from 'zod'
import { button, heading, link, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

/** To the owner, at the first lock after a series of wrong passwords, and at the first long one. */
export const accountLocked = plainTemplate(
  z.object({
    name: z.string(),
    lockedAt: z.iso.datetime(),
    /** Empty unless the lock is a long one. */
    lockedUntil: z.iso.datetime().or(z.literal('')).default(''),
  }),
  ({ name, lockedAt, lockedUntil }) => ({
    subject: `Failed sign-in attempts on your ${product.name} account`,
    blocks: [
      heading('Sign-in to your account is paused'),
      paragraph(greeting(name)),
      paragraph(
        `On ${formatTime(new Date(lockedAt))}, several wrong passwords in a row were entered for your account. ` +
          (lockedUntil
            ? `Sign-in from a new browser is paused until ${formatTime(new Date(lockedUntil))}.`
            : 'Sign-in is paused for a short time, and for longer after each further wrong password.'),
      ),
      paragraph(
        'None of them was right. You can still sign in right away from a browser you’ve used before.',
      ),
      link('Forgot your password? Set a new one to end the pause.', siteUrl('/forgot-password')),
      button('Sign in', siteUrl('/sign-in')),
      note('If this was you, or you use this password nowhere else, you can ignore this email.'),
    ],
  }),
)
