import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Tour } from '@/components/inspector/tour'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { refused, request, signIn } from '../../unit/inspector/recorded-events'

const api = (method: string, path: string) => ({ method, path, kind: 'api' })
const CSRF_COOKIE = { step: 'setCookie', out: { name: 'csrf', change: 'set' } } as const

/** What somebody does who takes the tour, stop by stop. */
const DONE: RecordedEvent[][] = [
  request('look', api('GET', '/api/auth/session'), [{ step: 'handler' }, CSRF_COOKIE]),
  refused(),
  signIn(),
  request('read', api('GET', '/api/auth/session'), [{ step: 'handler' }, { step: 'session' }]),
  request('update', api('POST', '/api/auth/session'), [{ step: 'handler' }]),
  request('page', { method: 'GET', path: '/inspector', kind: 'data' }, [{ step: 'auth' }]),
  request('out', api('POST', '/api/auth/signout'), [{ step: 'handler' }]),
]

const show = (count: number) =>
  render(<Tour timeline={buildTimeline(DONE.slice(0, count).flat())} />)
const current = () =>
  screen.getAllByRole('listitem').find((item) => item.getAttribute('aria-current') === 'step')

test.each([
  [0, 'The empty jar', 'Press “Read the session” before signing in.'],
  [1, 'A wrong password', 'Sign in with a wrong password.'],
  [2, 'The sign-in', 'Sign in with the right one.'],
  [3, 'Token and session', 'Press “Read the session”.'],
  [4, 'What scripts cannot see', 'call update()'],
  [5, 'A page', 'Press “Load a page”.'],
  [6, 'The end', 'Sign out, then run the scenario “Replay after sign-out”'],
])('after %i stops the next one is “%s”', (count, title, todo) => {
  show(count)
  expect(screen.getByText(`${count} of 7 done`)).toBeVisible()
  expect(current()).toHaveTextContent(title)
  expect(screen.getByRole('status')).toHaveTextContent(todo)
})

test('the tour ends with the mental model', () => {
  show(7)
  expect(screen.getByText('7 of 7 done')).toBeVisible()
  expect(current()).toBeUndefined()
  expect(screen.getByRole('status')).toHaveTextContent(
    'one sealed cookie → the server opens it → it names a row',
  )
})

test('a stop can be looked at again, and left for the next one', () => {
  show(3)
  fireEvent.click(screen.getByRole('button', { name: 'A wrong password, done' }))
  expect(screen.getByRole('status')).toHaveTextContent('The chain stops at authorize')
  fireEvent.click(screen.getByRole('button', { name: 'Token and session' }))
  expect(screen.getByRole('status')).toHaveTextContent('the session callback makes the JSON')
})
