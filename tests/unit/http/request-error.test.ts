import { describe, expect, test } from 'vitest'
import { createLog } from '@/lib/platform/log'
import { isUnreadableForm, reportRequestError } from '@/lib/http/request-error'
import { takeMark } from '@/lib/http/request-marks'
import { DependencyUnavailable } from '@/lib/platform/unavailable'

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

describe('after a form was sent, an error', () => {
  test.each([
    ['in the decoder', [`tL (${RUNTIME})`, `e (${RUNTIME})`]],
    ['in JSON.parse under the decoder', ['JSON.parse (<anonymous>)', `tI (${RUNTIME})`]],
    ['in the form parser', [`e._final (${RUNTIME})`, 'end (node:internal/streams:9:1)']],
    ['before the action', [RUNTIME, 'run (node:async_hooks:3:1)', `async m (${OURS})`]],
    ['by Node for Next', [...NODE_PARSER, `async ${RUNTIME}`, `async m (${OURS})`]],
  ])('%s is blamed on the client', (_where, frames) => {
    expect(isUnreadableForm(thrownAt(...frames))).toBe(true)
  })

  test.each([
    ['in the action', [`act (${OURS})`, `e (${RUNTIME})`]],
    ['by Next for the action', [`set (${RUNTIME})`, `act (${OURS})`]],
    ['by a package', ['parse (/app/node_modules/pg/client.js:1:1)', `async ${RUNTIME}`]],
    ['by Node for us', ['JSON.parse (<anonymous>)', `async act (${OURS})`]],
    ['nowhere', []],
  ])('%s is blamed on the server', (_where, frames) => {
    expect(isUnreadableForm(thrownAt(...frames))).toBe(false)
  })

  test('that is not an Error is blamed on the server', () => {
    expect(isUnreadableForm('text')).toBe(false)
  })
})

describe('the form marker of a request', () => {
  const silent = createLog('silent')
  const unreadable = thrownAt(`tL (${RUNTIME})`)
  const action = { routeType: 'action', renderSource: 'react-server-components' }
  const form = { routeType: 'render' }
  const page = { routeType: 'render', renderSource: 'react-server-components' }

  test.each([
    ['POST', action, unreadable, 'malformed'],
    ['POST', form, unreadable, 'malformed'],
    ['POST', page, unreadable, null],
    ['GET', page, unreadable, null],
    ['GET', form, unreadable, null],
    ['POST', action, new Error('a bug'), null],
    ['POST', action, new DependencyUnavailable('database'), 'database'],
    ['POST', action, new DependencyUnavailable('hashing'), 'hashing'],
    [
      'GET',
      page,
      new Error('wrapped', { cause: new DependencyUnavailable('database') }),
      'database',
    ],
  ])('%s, %o, %s: %s', (method, doing, error, mark) => {
    const id = `${method} ${mark} ${error.message} ${doing.routeType}`
    reportRequestError(
      error,
      { method, path: '/x?y', headers: { 'x-request-id': id } },
      doing,
      silent,
    )
    expect(takeMark(id)).toBe(mark)
  })
})
