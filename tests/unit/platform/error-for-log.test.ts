import { describe, expect, test } from 'vitest'
import { errorForLog, maskSecrets } from '@/lib/platform/error-for-log'

describe('a logged error', () => {
  test('keeps its name, code, frames and causes', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const logged = errorForLog(new TypeError('no answer', { cause }))
    expect(logged).toMatchObject({
      name: 'TypeError',
      message: 'no answer',
      cause: { name: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' },
    })
    expect(logged.stack?.every((frame) => frame.startsWith('at '))).toBe(true)
  })

  test("never contains a parser's input", () => {
    const parse = () => JSON.parse('"lantern ladder lagoon') as unknown
    let thrown: unknown
    try {
      parse()
    } catch (error) {
      thrown = error
    }
    expect(JSON.stringify(errorForLog(thrown))).not.toContain('lantern')
  })

  test("keeps only the last line of Prisma's messages, which quote their arguments", () => {
    const error = new Error('Invalid invocation:\n  passwordHash: "x"\nUnique constraint failed')
    error.name = 'PrismaClientKnownRequestError'
    expect(errorForLog(error).message).toBe('Unique constraint failed')
  })

  test('has a bounded chain of causes', () => {
    const error = new Error('round and round')
    error.cause = error
    expect(JSON.stringify(errorForLog(error)).length).toBeLessThan(20_000)
  })

  test.each([
    ['text', 'text'],
    [{ password: 'x' }, '[object Object]'],
    [undefined, '[object Undefined]'],
    [null, '[object Null]'],
  ])('thrown as %j reads %j', (thrown, message) => {
    expect(errorForLog(thrown).message).toBe(message)
  })
})

test.each([
  ['postgresql://latchkey:secret@127.0.0.1:5432/db', 'postgresql://[masked]@127.0.0.1:5432/db'],
  ['cookie eyJhbGciOiJkaXIi..abc.def', 'cookie [masked]'],
  ['hash $2b$12$abcdefghijklmnopqrstuv/x.', 'hash [masked]'],
  ['token aB3dE6gH9aB3dE6gH9aB3dE6gH9aB3dE6gH9aB3dE6g', 'token [masked]'],
  ['request 0b8f3a52-6a0e-4f3b-9d58-3f0f2f7d1c11', 'request 0b8f3a52-6a0e-4f3b-9d58-3f0f2f7d1c11'],
  ['a'.repeat(600), 'a'.repeat(500)],
])('%s is logged as %s', (message, masked) => {
  expect(maskSecrets(message)).toBe(masked)
})
