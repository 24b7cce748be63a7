import * as z from 'zod'
import { button, heading, link, note, paragraph } from '../mail'
import { siteUrl } from '../site-url'
import { plainTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/**
 * To the owner of an address someone tried to sign up with or to confirm. The page gave its usual
 * answer, so only the owner learns that the account exists.
 */
export const signUpTaken = plainTemplate(z.object({ name: z.string() }), ({ name }) => ({
  subject: `You already have an account at ${product.name}`,
  blocks: [
    heading('You already have an account'),
    paragraph(greeting(name)),
    paragraph(
      'Someone, perhaps you, tried to sign up or requested a confirmation link with this address. It already has a confirmed account, so nothing was created or changed.',
    ),
    button('Sign in', siteUrl('/sign-in')),
    link('Forgot your password? Set a new one.', siteUrl('/forgot-password')),
    note('If this wasn’t you, you can ignore this email. No one has accessed your account.'),
  ],
}))
