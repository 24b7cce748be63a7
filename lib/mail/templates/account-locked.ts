import { z } from 'zod'
import { button, heading, link, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, momentInWords } from '../words'
import { product } from '@/lib/product'

/** To the owner, when wrong passwords have locked the account for the first time in a row. */
export const accountLocked = plainTemplate(
  z.object({ name: z.string(), lockedAt: z.iso.datetime() }),
  ({ name, lockedAt }) => ({
    subject: `Wrong passwords for your ${product.name} account`,
    blocks: [
      heading('Somebody could not sign in to your account'),
      paragraph(greeting(name)),
      paragraph(
        `On ${momentInWords(new Date(lockedAt))} several wrong passwords in a row were tried for your account. ` +
          'Signing in is paused for a short while, and longer after each further wrong password.',
      ),
      paragraph(
        'None of them was right. Browsers you have signed in with before still let you in at once.',
      ),
      link(
        'Forgotten your password? Choose a new one: that ends the pause.',
        siteUrl('/forgot-password'),
      ),
      button('Sign in', siteUrl('/sign-in')),
      note('If it was you, or your password is used nowhere else, there is nothing to do.'),
    ],
  }),
)
