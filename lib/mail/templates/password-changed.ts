import { z } from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, momentInWords } from '../words'
import { product } from '@/lib/product'

/** To the owner, after the fact. */
export const passwordChanged = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime() }),
  ({ name, changedAt }) => ({
    subject: `Your ${product.name} password was changed`,
    blocks: [
      heading('Your password was changed'),
      paragraph(greeting(name)),
      paragraph(
        `The password of your account was changed on ${momentInWords(new Date(changedAt))}, and your other devices were signed out.`,
      ),
      note('If it was you, there is nothing to do.'),
      paragraph('If it was not you, take your account back now:'),
      button('Reset my password', siteUrl('/forgot-password')),
    ],
  }),
)
