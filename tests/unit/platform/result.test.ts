import { expect, expectTypeOf, test } from 'vitest'
import { err, ok, unwrap, type Result } from '@/lib/platform/result'

test('ok distinguishes a value from a refusal', () => {
  const results: Result<number>[] = [ok(7), err('busy', 3), err('server_error')]
  expect(results.map((result) => (result.ok ? result.value : result.refusal.code))).toEqual([
    7,
    'busy',
    'server_error',
  ])
})

test('retryAfterSeconds is present only when there is a wait', () => {
  expect(err('busy', 3)).toEqual({ ok: false, refusal: { code: 'busy', retryAfterSeconds: 3 } })
  expect(err('last_admin').refusal).not.toHaveProperty('retryAfterSeconds')
})

test('a refusal fits a result of any type', () => {
  expectTypeOf(err('busy')).toExtend<Result<string>>()
  expectTypeOf<Result<string>>().not.toExtend<{ value: string }>()
})

test('unwrap returns a value and throws on a refusal', () => {
  expect(unwrap(ok(7))).toBe(7)
  expect(() => unwrap(err('busy', 3))).toThrow('busy')
})
