import { expect, expectTypeOf, test } from 'vitest'
import { err, ok, unwrap, type Result } from '@/lib/platform/result'

test('a value is told from a refusal by ok', () => {
  const results: Result<number>[] = [ok(7), err('busy', 3), err('server_error')]
  expect(results.map((result) => (result.ok ? result.value : result.refusal.code))).toEqual([
    7,
    'busy',
    'server_error',
  ])
})

test('a wait is there only when there is one', () => {
  expect(err('busy', 3)).toEqual({ ok: false, refusal: { code: 'busy', retryAfterSeconds: 3 } })
  expect(err('last_admin').refusal).not.toHaveProperty('retryAfterSeconds')
})

test('a refusal is a result of any kind', () => {
  expectTypeOf(err('busy')).toExtend<Result<string>>()
  expectTypeOf<Result<string>>().not.toExtend<{ value: string }>()
})

test('unwrapped, a value is itself and a refusal a bug', () => {
  expect(unwrap(ok(7))).toBe(7)
  expect(() => unwrap(err('busy', 3))).toThrow('busy')
})
