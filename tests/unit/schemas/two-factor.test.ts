import { expect, test } from 'vitest'
import { secondFactorSchema, secondStepSchema } from '@/lib/schemas/two-factor'

const problemOf = (sent: Record<string, unknown>) =>
  secondFactorSchema.safeParse(sent).error?.issues.map(({ message, path }) => [path[0], message])

const RECOVERY = '0123-4567-89ab-cdef-ghjk-mnpq'

test('a code comes as it was pasted', () => {
  for (const code of ['123456', ' 123 456 ', '123-456', '1 2 3 4 5 6', '123 456']) {
    expect(secondFactorSchema.parse({ code })).toEqual({ code: '123456' })
  }
  expect(secondFactorSchema.parse({ recoveryCode: ` ${RECOVERY.toUpperCase()}\n` })).toEqual({
    recoveryCode: RECOVERY.replaceAll('-', ''),
  })
})

test('what is missing is asked for', () => {
  for (const sent of [{}, { code: '' }, { code: '  ' }]) {
    expect(problemOf(sent)).toEqual([['code', 'two_factor_required']])
  }
  expect(problemOf({ recoveryCode: '' })).toEqual([['recoveryCode', 'two_factor_required']])
})

test('everything else is refused at its field', () => {
  const bad = ['12345', '1234567', 'abcdef', {}, ['123456', '123456'], 1, null, '1'.repeat(100_000)]
  for (const code of bad) expect(problemOf({ code })).toEqual([['code', 'two_factor_invalid']])
  for (const recoveryCode of [...bad, '123456']) {
    expect(problemOf({ recoveryCode })).toEqual([['recoveryCode', 'two_factor_invalid']])
  }
  // Both at once are two guesses.
  expect(problemOf({ code: '123456', recoveryCode: RECOVERY })).toEqual([
    ['recoveryCode', 'two_factor_invalid'],
  ])
})

test('the box is ticked or not', () => {
  expect(secondStepSchema.parse({ code: '123456', trust: 'on' })).toEqual({
    ...{ code: '123456', trust: true },
  })
  expect(secondStepSchema.parse({ code: '123456' })).toEqual({ code: '123456', trust: false })
  expect(secondStepSchema.safeParse({ code: '123456', trust: ['on', 'on'] }).success).toBe(false)
})
