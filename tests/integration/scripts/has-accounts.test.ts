import { expect, test } from 'vitest'
import { hasAccounts } from '@/scripts/run/has-accounts.mjs'
import { newAccount } from '../setup/new-account'

test('demo accounts are kept out of a database in which anybody has an account', async () => {
  const url = process.env.DATABASE_URL ?? ''
  expect(await hasAccounts(url)).toBe(false)
  await newAccount()
  expect(await hasAccounts(url)).toBe(true)
})
