import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { CONSTRAINTS } from '@/lib/schemas/constraints'

test('the pattern compiles as browsers compile it, and agrees with the rule', () => {
  const pattern = new RegExp(`^(?:${CONSTRAINTS.username.pattern})$`, 'v')
  expect(['ada', 'ADA_l-1', 'x'.repeat(30)].every((name) => pattern.test(name))).toBe(true)
  expect(['ad', 'a b', 'ada@', 'x'.repeat(31)].some((name) => pattern.test(name))).toBe(false)
})

test('a pasted password is never cut', () => {
  expect(CONSTRAINTS.newPassword).not.toHaveProperty('maxLength')
  expect(CONSTRAINTS.currentPassword).not.toHaveProperty('maxLength')
})

test('nothing on the way from here to the browser loads zod', async () => {
  const files = [
    'schemas/constraints',
    'domain/accounts/identifiers',
    'domain/passwords/password-policy',
    'domain/text',
    'product',
  ]
  for (const file of files) {
    const source = await readFile(`lib/${file}.ts`, 'utf8')
    const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name)
    expect(
      imported.every((name) =>
        /^(\.\/text|@\/lib\/product|@\/lib\/domain\/[a-z/-]+)$/.test(name ?? ''),
      ),
    ).toBe(true)
  }
})
