import { z } from 'zod'
import { button, heading, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/**
 * To the owner of an address that another account was to move to. The page said the same as always,
 * so only the owner learns that the address has an account.
 */
export const changeEmailTaken = plainTemplate(z.object({ name: z.string() }), ({ name }) => ({
  subject: 'Somebody wanted to use your email for another account',
  blocks: [
    heading('Your email stays yours'),
    paragraph(greeting(name)),
    paragraph(
      `Somebody, perhaps you, wanted to move another ${product.name} account to this address. It already belongs to your account, so nothing has changed.`,
    ),
    button('Sign in', siteUrl('/sign-in')),
    note('If it was not you, there is nothing to do: nobody has got into your account.'),
  ],
}))
