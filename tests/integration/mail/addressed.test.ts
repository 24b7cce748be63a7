import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addresseeLine } from '@/lib/mail/addressed'
import { product } from '@/lib/product'
import { newAccount } from '../setup/new-account'

/* Who reads it need not be who the account belongs to: what is shown of the account depends on that. */

test('the address of the account is told its username', async () => {
  const { id, username, email } = await newAccount()
  expect(await addresseeLine({ to: email, accountId: id })).toBe(
    `Sent to ${email} about the ${product.name} account @${username}.`,
  )
})

test('any other address is told its first character alone', async () => {
  const { id } = await newAccount({ username: 'visit-example.org' })
  expect(await addresseeLine({ to: 'stranger@example.com', accountId: id })).toBe(
    `Sent to stranger@example.com about the ${product.name} account @v•••.`,
  )
})

test.each([
  ['without an account', null],
  ['of a deleted account', randomUUID()],
])('a mail %s names the address alone', async (_what, accountId) => {
  expect(await addresseeLine({ to: 'ada@example.com', accountId })).toBe('Sent to ada@example.com.')
})

test('an address is shown as people write it', async () => {
  const line = await addresseeLine({ to: 'info@xn--mnchen-test-thb.de', accountId: null })
  expect(line).toBe('Sent to info@münchen-test.de.')
})
