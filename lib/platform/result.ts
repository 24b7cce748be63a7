import type { ErrorCode, Refusal } from '@/lib/platform/errors'

/** What a use case answers: a value, or an expected refusal. Bugs and outages throw instead. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal }

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

/**
 * @param retryAfterSeconds whole seconds until another attempt can succeed, where waiting helps
 */
export function err(code: ErrorCode, retryAfterSeconds?: number): { ok: false; refusal: Refusal } {
  return {
    ok: false,
    refusal: retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds },
  }
}
