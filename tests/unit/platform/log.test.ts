import { describe, expect, test } from 'vitest'
import { createLog, lineFields, type LogLine } from '@/lib/platform/log'

function capture() {
  const lines: string[] = []
  return { lines, log: createLog('info', { write: (line) => void lines.push(line) }) }
}

/** A caller that bypasses the types, like a spread of request data. */
const untyped = (fields: Record<string, unknown>): LogLine => ({ event: 'x', ...fields })

describe('the log', () => {
  test('has one JSON object per line, named by its event', () => {
    const { lines, log } = capture()
    log.info({ event: 'request', method: 'GET', path: '/', status: 200, durationMs: 3 })
    expect(lines).toHaveLength(1)
    const line: unknown = JSON.parse(lines[0] ?? '')
    expect(line).toMatchObject({ level: 'info', event: 'request', method: 'GET', status: 200 })
    expect(line).not.toHaveProperty('pid')
    expect(line).not.toHaveProperty('hostname')
  })

  test('writes no field that is not on the list', () => {
    const fields = lineFields(untyped({ password: 'lantern', cookie: 'a=b', body: {}, code: 'ok' }))
    expect(fields).toEqual({ code: 'ok' })
  })

  test.each([
    'a\r\nb',
    'a\nb',
    '\u001b[31mred',
    '{"event":"forged"}',
    '\u2028',
    '\u009b31m',
    '\ud800',
    '\u202e',
  ])('writes one parseable line for any field value: %j', (path) => {
    const { lines, log } = capture()
    log.warn({ event: 'request', path })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^[^\n\r\u001b\u009b\u2028\u202e]+\n$/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'request', level: 'warn' })
  })

  test('limits the length of a field', () => {
    expect(lineFields({ event: 'x', path: 'a'.repeat(5000) }).path).toHaveLength(300)
  })

  test('drops values of another type', () => {
    expect(lineFields(untyped({ path: { a: 1 }, status: '200' }))).toEqual({})
  })

  test('writes nothing below its level', () => {
    const { lines, log } = capture()
    log.debug({ event: 'x' })
    expect(lines).toEqual([])
  })
})
