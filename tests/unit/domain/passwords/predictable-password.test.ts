import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passwordCores } from '@/lib/domain/passwords/predictable-password'
import { anyText } from '../any-text'

describe('a stretched password is reduced to its core', () => {
  test.each([
    ['iloveyouiloveyou', ['iloveyouiloveyou', 'iloveyou']],
    ['Password Password', ['password password', 'password']],
    ['welcome12345678', ['welcome12345678', 'welcome']],
    ['87654321welcome', ['87654321welcome', 'welcome']],
    ['password1234567890', ['password1234567890', 'password']],
    ['sunshine!!!!!!!!!!', ['sunshine!!!!!!!!!!', 'sunshine']],
    ['abc123abc123abc123', ['abc123abc123abc123', '']],
    ['123456789abcdefghi', ['123456789abcdefghi', '']],
    ['qqqqqqqqqqqqqqqq', ['qqqqqqqqqqqqqqqq', 'q']],
    ['67890lagoon', ['67890lagoon', 'lagoon']],
    ['lagoon67890', ['lagoon67890', 'lagoon']],
    ['lagoon09876', ['lagoon09876', 'lagoon']],
    ['lanternlanternl', ['lanternlanternl', 'lantern']],
  ])('%s', (password, cores) => {
    expect(passwordCores(password)).toEqual(cores)
  })
})

describe('a password that is not stretched stays whole', () => {
  test.each([
    'lantern ladder lagoon',
    'correct horse 12',
    'a1b2c3d4e5f6g7h8',
    'zz top on the radio',
    // Ends as it begins; begins differently; digits that are not in sequence.
    ...['lighthouselight', 'xbabababababab', '560lagoon', '0balagoon', '398lagoon', '0', 'x', ''],
  ])('%s', (password) => {
    expect(passwordCores(password)).toEqual([password])
  })

  test('more than 32 characters are left unchanged', () => {
    expect(passwordCores('x'.repeat(32))).toEqual(['x'.repeat(32), 'x'])
    expect(passwordCores('x'.repeat(33))).toEqual(['x'.repeat(33)])
  })
})

test('each core is shorter than the one before, for any input', () => {
  fc.assert(
    fc.property(anyText(40), (password) => {
      const lengths = passwordCores(password).map((core) => core.length)
      expect(lengths).toEqual([...new Set(lengths)].sort((one, other) => other - one))
    }),
  )
})
