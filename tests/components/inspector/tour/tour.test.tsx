import { fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { ActionName } from '@/components/inspector/actions/use-actions'
import { Tour } from '@/components/inspector/tour/tour'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { TOUR } from '@/lib/inspector/timeline/tour'
import { readProgress } from '@/lib/inspector/timeline/tour-progress'
import { noActions } from '../no-actions'
import {
  refused,
  request,
  SESSION_COOKIE,
  SIGN_IN,
  signIn,
} from '../../../unit/inspector/recorded-events'

const api = (method: string, path: string) => ({ method, path, kind: 'api' })
const CLEARED = { step: 'setCookie', out: { name: 'session', change: 'cleared' } } as const
const look = (id = 'look') => request(id, api('GET', '/api/auth/session'), [{ step: 'handler' }])

/** What somebody does who takes the tour, stop by stop. */
const DONE: RecordedEvent[][] = [
  look(),
  refused(),
  signIn(),
  request('read', api('GET', '/api/auth/session'), [{ step: 'handler' }, { step: 'session' }]),
  request('update', api('POST', '/api/auth/session'), [{ step: 'handler' }]),
  request('page', { method: 'GET', path: '/inspector', kind: 'data' }, [
    ...[{ step: 'auth' } as const, { step: 'session' } as const],
  ]),
  request('out', api('POST', '/api/auth/signout'), [{ step: 'handler' }, CLEARED]),
]

/** A recording with the proof of all ten answers. */
const EVERYTHING_PROVEN = [
  ...DONE.flat(),
  ...request('first', SIGN_IN, [
    { step: 'handler', out: { status: 200 } },
    { step: 'csrf', out: { verified: true } },
    { step: 'jwt', in: { trigger: 'signIn' } },
    { step: 'encode' },
    { step: 'setCookie', out: SESSION_COOKIE },
  ]),
]

const PERFORMED: readonly ActionName[] = [
  ...(['read-session', 'wrong-password', 'sign-in', 'read-session', 'update'] as const),
  ...(['load-page', 'sign-out'] as const),
]

const run = vi.fn()
const onShow = vi.fn()
beforeEach(() => {
  run.mockClear()
  onShow.mockClear()
  window.history.replaceState(null, '', '/inspector')
})

function tour(
  events: readonly RecordedEvent[],
  person: string | null = null,
  performed: readonly ActionName[] = [],
  needsCode = false,
) {
  const actions = { ...noActions(), person, performed, needsCode, run }
  return (
    <Tour
      timeline={buildTimeline(events)}
      actions={actions}
      initial={readProgress(Object.fromEntries(new URLSearchParams(window.location.search)))}
      onShow={onShow}
    />
  )
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const button = (name: string) => screen.getByRole('button', { name })
const title = () => screen.getByRole('heading', { level: 3 }).textContent
const result = () => screen.getByRole('status')

test('each stop waits for Next and shows its result until then; then come the ten questions', () => {
  const { rerender } = render(tour([]))
  for (const [index, stop] of TOUR.entries()) {
    expect(title()).toBe(stop.title)
    expect(result()).toBeEmptyDOMElement()
    rerender(tour(DONE.slice(0, index + 1).flat(), 'Ada', PERFORMED.slice(0, index + 1)))
    expect(title()).toBe(stop.title)
    expect(result()).toHaveTextContent(stop.see)
    press('Next')
  }
  expect(screen.getByText('7 of 8 done')).toBeVisible()
  expect(title()).toBe('Ten questions')
  expect(onShow).toHaveBeenCalledWith('questions')
})

test('Back is locked at the first stop, and Next behind the last', () => {
  render(tour([]))
  expect(button('Back')).toHaveAttribute('aria-disabled', 'true')
  press('8: Ten questions')
  expect(button('Back')).not.toHaveAttribute('aria-disabled')
  expect(button('Next')).toHaveAttribute('aria-disabled', 'true')
})

test('one sign-in completes one stop, and only while the visitor is at it', () => {
  const everything = DONE.flat()
  const { rerender } = render(tour(everything))
  expect(screen.getByText('0 of 8 done')).toBeVisible()
  rerender(tour([...everything, ...look('again')], null, ['read-session']))
  expect(screen.getByText('1 of 8 done')).toBeVisible()
  press('Next')
  expect(title()).toBe('A wrong password')
  expect(result()).toBeEmptyDOMElement()
})

test('what the page requests by itself completes nothing', () => {
  const { rerender } = render(tour([]))
  rerender(tour(look()))
  expect(screen.getByText('0 of 8 done')).toBeVisible()
  rerender(tour(look(), null, ['read-session']))
  expect(screen.getByText('1 of 8 done')).toBeVisible()
})

test('a stop offers what it needs: to sign out first, to sign in first, its own action', () => {
  const { rerender } = render(tour([], 'Ada'))
  press('Sign out')
  expect(run).toHaveBeenLastCalledWith('sign-out')
  rerender(tour([], null))
  press('Read the session')
  expect(run).toHaveBeenLastCalledWith('read-session')
  press('2: A wrong password')
  press('Try a wrong password')
  expect(run).toHaveBeenLastCalledWith('wrong-password')
  press('4: Token and session')
  expect(screen.getByText(/For this you have to be signed in/)).toBeVisible()
  press('Sign in')
  expect(run).toHaveBeenLastCalledWith('sign-in')
})

test('what was done stays done when one comes back, and leads to its request', () => {
  const { rerender } = render(tour([]))
  rerender(tour(DONE.slice(0, 1).flat(), null, ['read-session']))
  press('Show it')
  expect(onShow).toHaveBeenCalledWith('cookies', 'look')
  press('Next')
  press('1: Before the sign-in, done')
  expect(result()).toHaveTextContent('The answer is null')
})

test('a reload shows the same stop, and what was done before it', () => {
  const { rerender, unmount } = render(tour([]))
  rerender(tour(DONE.slice(0, 1).flat(), null, ['read-session']))
  press('Next')
  unmount()
  render(tour(DONE.slice(0, 1).flat()))
  expect(title()).toBe('A wrong password')
  expect(screen.getByText('1 of 8 done')).toBeVisible()
  press('Back')
  expect(result()).toHaveTextContent('The answer is null')
})

const SECOND_STEP = { ...SIGN_IN, path: '/api/auth/callback/two-factor' }
const firstStep = (id: string) =>
  request(id, SIGN_IN, [
    { step: 'handler', outcome: 'refused', out: { status: 200, code: 'two_factor_required' } },
    {
      ...{ step: 'authorize', outcome: 'refused' },
      ...{ parent: `${id}-0`, out: { code: 'two_factor_required' } },
    },
  ])
const secondStep = () =>
  request('second', SECOND_STEP, [
    ...[{ step: 'handler' } as const, { step: 'authorize' } as const, { step: 'encode' } as const],
  ])

test('a sign-in that wants a code too completes its stop when one comes back from the second step', () => {
  window.history.replaceState(null, '', '/inspector?stop=3')
  const before = look()
  const { rerender, unmount } = render(tour(before))
  rerender(tour([...before, ...firstStep('first')], null, ['sign-in'], true))
  expect(result()).toHaveTextContent('This account asks for a code too.')
  expect(screen.getByText('0 of 8 done')).toBeVisible()
  unmount()
  render(tour([...before, ...firstStep('first'), ...secondStep()], 'Ada'))
  expect(title()).toBe('The right password')
  expect(screen.getByText('1 of 8 done')).toBeVisible()
  expect(result()).toHaveTextContent('jwt with the trigger “signIn”')
})

test('the same where nothing had been recorded before', () => {
  window.history.replaceState(null, '', '/inspector?stop=3')
  render(tour([])).unmount()
  render(tour([...firstStep('first'), ...secondStep()], 'Ada'))
  expect(screen.getByText('1 of 8 done')).toBeVisible()
})

test('a sign-in in two steps from before the stop completes nothing', () => {
  window.history.replaceState(null, '', '/inspector?stop=3')
  const earlier = [...firstStep('first'), ...secondStep()]
  render(tour(earlier, 'Ada')).unmount()
  render(tour(earlier, 'Ada'))
  expect(screen.getByText('0 of 8 done')).toBeVisible()
})

test('the ten questions are the eighth stop, done when the recording proves all of them', () => {
  window.history.replaceState(null, '', '/inspector?stop=8')
  const { rerender } = render(tour([]))
  expect(title()).toBe('Ten questions')
  expect(screen.getByText('0 of 8 done')).toBeVisible()
  rerender(tour(EVERYTHING_PROVEN))
  expect(screen.getByText('1 of 8 done')).toBeVisible()
})
