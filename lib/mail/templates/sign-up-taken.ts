import { z } from 'zod'
import { button, heading, link, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/**
 * To the owner of an address somebody tried to sign up with, or asked to confirm. The page said the same as always, so
 * only the owner learns that the account exists.
 */
export const signUpTaken = plainTemplate(z.object({ name: z.string() }), ({ name }) => ({
  subject: `You already have an account at ${product.name}`,
  blocks: [
    heading('You already have an account'),
    paragraph(greeting(name)),
    paragraph(
      'Somebody, perhaps you, tried to sign up or asked for a confirmation link with this address. It already has a confirmed account, so nothing was created and nothing has changed.',
    ),
    button('Sign in', siteUrl('/sign-in')),
    link('Forgot your password? Choose a new one.', siteUrl('/forgot-password')),
    note('If it was not you, there is nothing to do: nobody has got into your account.'),
  ],
}))
