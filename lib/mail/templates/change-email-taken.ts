import * as z from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/**
 * To the owner of an address another account tried to move to. The page gave its usual answer, so only
 * the owner learns that the address has an account.
 */
export const changeEmailTaken = plainTemplate(z.object({ name: z.string() }), ({ name }) => ({
  subject: 'Someone tried to use your email for another account',
  blocks: [
    heading('Your account is unchanged'),
    paragraph(greeting(name)),
    paragraph(
      `Someone, perhaps you, tried to move another ${product.name} account to this address. It already belongs to your account, so nothing changed.`,
    ),
    button('Sign in', siteUrl('/sign-in')),
    note('If this wasn’t you, you can ignore this email. No one has accessed your account.'),
  ],
}))
