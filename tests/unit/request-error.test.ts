import { describe, expect, test } from 'vitest'
import { isUnreadableForm } from '@/lib/request-error'

const RUNTIME =
  '/app/node_modules/next/dist/compiled/next-server/app-page-turbo.runtime.prod.js:15:1'
const OURS = '/app/.next/server/chunks/ssr/_abc._.js:1:471'

function thrownAt(...frames: string[]): Error {
  const error = new Error('anything')
  error.stack = ['Error: anything', ...frames.map((frame) => `    at ${frame}`)].join('\n')
  return error
}

const NODE_PARSER = [
  'node:internal/deps/undici/undici:5817:27',
  'successSteps (node:internal/deps/undici/undici:5861:27)',
  'async Promise.all (index 1)',
]

describe('an error after a form was sent', () => {
  test.each([
    ['in the decoder', 'action', [`tL (${RUNTIME})`, `e (${RUNTIME})`]],
    ['in JSON.parse under the decoder', 'action', ['JSON.parse (<anonymous>)', `tI (${RUNTIME})`]],
    ['in the form parser', 'action', [`e._final (${RUNTIME})`, 'end (node:internal/streams:9:1)']],
    ['before the action', 'action', [RUNTIME, 'run (node:async_hooks:3:1)', `async m (${OURS})`]],
    ['by Node for Next', 'action', [...NODE_PARSER, `async ${RUNTIME}`]],
    ['by Node for Next', 'render', [...NODE_PARSER, `async ${RUNTIME}`, `async m (${OURS})`]],
  ])('thrown %s (%s) is the client’s', (_where, type, frames) => {
    expect(isUnreadableForm(thrownAt(...frames), type)).toBe(true)
  })

  test.each([
    ['in the action', 'action', [`act (${OURS})`, `e (${RUNTIME})`]],
    ['by Next for the action', 'action', [`set (${RUNTIME})`, `act (${OURS})`]],
    ['by a package', 'action', ['parse (/app/node_modules/pg/client.js:1:1)', `async ${RUNTIME}`]],
    ['nowhere', 'action', []],
    ['by Node for us', 'action', ['JSON.parse (<anonymous>)', `async act (${OURS})`]],
    ['by React for a page', 'render', [`throwOnInvalid (${RUNTIME})`, `e (${RUNTIME})`]],
    ['in a page', 'render', [`Page (${OURS})`, `e (${RUNTIME})`]],
  ])('thrown %s (%s) is ours', (_where, type, frames) => {
    expect(isUnreadableForm(thrownAt(...frames), type)).toBe(false)
  })

  test('that is no error is ours', () => {
    expect(isUnreadableForm('text', 'action')).toBe(false)
  })
})
