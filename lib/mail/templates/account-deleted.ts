import { z } from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, momentInWords } from '../words'
import { product } from '@/lib/product'

const BY = {
  owner: 'As you asked, your account was deleted on',
  administrator: 'An administrator deleted your account on',
} as const

/** To the address that was the account's, after the fact: the last mail it gets. */
export const accountDeleted = plainTemplate(
  z.object({
    name: z.string(),
    deletedAt: z.iso.datetime(),
    by: z.enum(['owner', 'administrator']),
  }),
  ({ name, deletedAt, by }) => ({
    subject: `Your ${product.name} account was deleted`,
    blocks: [
      heading('Your account is gone'),
      paragraph(greeting(name)),
      paragraph(`${BY[by]} ${momentInWords(new Date(deletedAt))}, with everything personal in it.`),
      paragraph('Every device was signed out. This address and your username are free again.'),
      button('Create a new account', siteUrl('/sign-up')),
      note('If you did not expect this, ask whoever runs this site.'),
    ],
  }),
)
