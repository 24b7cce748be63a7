import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting, formatTime } from '../words'
import { isAdministrator, roleLabel } from '@/lib/domain/accounts/roles'
import { product } from '@/lib/product'

/** To the owner, afterwards. */
export const roleChanged = plainTemplate(
  z.object({ name: z.string(), changedAt: z.iso.datetime(), role: z.string() }),
  ({ name, changedAt, role }) => ({
    subject: `Your role on ${product.name} was changed`,
    blocks: [
      heading('Your role was changed'),
      paragraph(greeting(name)),
      paragraph(`On ${formatTime(new Date(changedAt))}, ${sentenceOf(role)}`),
      button('Open your account', siteUrl('/account/activity')),
      note('If you didn’t expect this, contact an administrator of this site.'),
    ],
  }),
)

function sentenceOf(role: string): string {
  if (isAdministrator(role)) return 'you were made an administrator.'
  return `your role was changed to ${roleLabel(role)}.`
}
