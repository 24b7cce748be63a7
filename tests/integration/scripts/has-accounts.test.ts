import { expect, test } from 'vitest'
import { hasAccounts } from '@/scripts/run/has-accounts.mjs'
import { newAccount } from '../setup/new-account'

test('demo accounts are not added to a database that has accounts', async () => {
  const url = process.env.DATABASE_URL ?? ''
  expect(await hasAccounts(url)).toBe(false)
  await newAccount()
  expect(await hasAccounts(url)).toBe(true)
})
