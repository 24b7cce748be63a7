import { z } from 'zod'
import { env } from '@/lib/env'
import { button, heading, note, paragraph } from '../mail'
import { linkTemplate } from '../template'
import { greeting } from '../words'
import { product } from '@/lib/product'

/** To an address that is to become an account's own. */
export const changeEmail = linkTemplate(
  z.object({ name: z.string() }),
  { path: '/verify-email', lifetimeSeconds: () => env().VERIFY_TOKEN_SECONDS },
  ({ name }, { href, lifetime }) => ({
    subject: `Confirm your new email for ${product.name}`,
    blocks: [
      heading('Confirm your new email'),
      paragraph(greeting(name)),
      paragraph(
        'Your account is to move to this address. Confirm it with your password; until then nothing changes.',
      ),
      button('Confirm email', href),
      note(
        `The link works once, for ${lifetime}. If you did not ask for it, ignore this mail: ` +
          'without the password of that account it does nothing.',
      ),
    ],
  }),
)
