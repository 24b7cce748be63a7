import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { product } from '@/lib/product'

const BY = {
  owner: 'As you requested, your account was deleted on',
  administrator: 'An administrator deleted your account on',
} as const

/** To the deleted account's address, afterwards: the last email it gets. */
export const accountDeleted = plainTemplate(
  z.object({
    name: z.string(),
    deletedAt: z.iso.datetime(),
    by: z.enum(['owner', 'administrator']),
  }),
  ({ name, deletedAt, by }) => ({
    subject: `Your ${product.name} account was deleted`,
    blocks: [
      heading('Your account was deleted'),
      paragraph(greeting(name)),
      paragraph(`${BY[by]} ${formatTime(new Date(deletedAt))}, along with its personal data.`),
      paragraph(
        'Every device was signed out. Your email and username can be used for a new account.',
      ),
      button('Create a new account', siteUrl('/sign-up')),
      note('If you didn’t expect this, contact the administrator of this site.'),
    ],
  }),
)
