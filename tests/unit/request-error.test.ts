import { describe, expect, test } from 'vitest'
import { isUnreadableAction } from '@/lib/request-error'

const RUNTIME =
  '/app/node_modules/next/dist/compiled/next-server/app-page-turbo.runtime.prod.js:15:1'
const OURS = '/app/.next/server/chunks/ssr/_abc._.js:1:471'

function thrownAt(...frames: string[]): Error {
  const error = new Error('anything')
  error.stack = ['Error: anything', ...frames.map((frame) => `    at ${frame}`)].join('\n')
  return error
}

describe('an error of a server action', () => {
  test.each([
    ['in the decoder', [`tL (${RUNTIME})`, `e (${RUNTIME})`]],
    ['in JSON.parse under the decoder', ['JSON.parse (<anonymous>)', `tI (${RUNTIME})`]],
    [
      'in the form parser',
      [`e._final (${RUNTIME})`, 'prefinish (node:internal/streams/writable:9:1)'],
    ],
    [
      'before the handler',
      [RUNTIME, 'AsyncLocalStorage.run (node:async_hooks:3:1)', `async m (${OURS})`],
    ],
  ])('thrown %s is the client’s', (_where, frames) => {
    expect(isUnreadableAction(thrownAt(...frames))).toBe(true)
  })

  test.each([
    ['in the action', [`act (${OURS})`, `e (${RUNTIME})`]],
    ['by Next for the action', [`set (${RUNTIME})`, `act (${OURS})`]],
    ['by a package', ['parse (/app/node_modules/pg/lib/client.js:1:1)', `async act (${OURS})`]],
    ['nowhere', []],
    ['in Node alone', ['JSON.parse (<anonymous>)', `async act (${OURS})`]],
  ])('thrown %s is ours', (_where, frames) => {
    expect(isUnreadableAction(thrownAt(...frames))).toBe(false)
  })

  test('that is no error is ours', () => {
    expect(isUnreadableAction('text')).toBe(false)
  })
})
