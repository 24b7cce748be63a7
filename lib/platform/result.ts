import type { ErrorCode, Refusal } from '@/lib/platform/errors'

/** An expected refusal. */
export type Refused = { ok: false; refusal: Refusal }

/** The result of a use case: a value or an expected refusal. Bugs and outages throw instead. */
export type Result<Value> = { ok: true; value: Value } | Refused

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

/**
 * @param retryAfterSeconds whole seconds until another attempt can succeed, where waiting helps
 */
export function err(code: ErrorCode, retryAfterSeconds?: number): Refused {
  return {
    ok: false,
    refusal: retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds },
  }
}

/** The value, where a refusal would be a bug. @throws when it was refused */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new Error(`Refused where nothing can be: ${result.refusal.code}`)
}
