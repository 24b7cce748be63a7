import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SessionWatch } from '@/components/auth/session-watch'
import { Providers } from '@/components/site/providers'
import { hours, minutes, seconds } from '@/lib/domain/time'
import { ADA, serveAuth } from '../auth-network'
import { product } from '@/lib/product'

const NOW = Date.parse('2026-03-01T10:00:00.000Z')
const SIGN_IN_AND_BACK = '/sign-in?callbackUrl=%2Fdashboard%3Ftab%3Dtwo'

const leave = vi.fn()
const replace = vi.fn()
const refresh = vi.fn()
const router = { refresh, push: vi.fn(), replace: vi.fn(), back: vi.fn(), forward: vi.fn() }

type Ends = { endsAtMs: number; absoluteEndAtMs: number }
const IDLE: Ends = { endsAtMs: NOW + hours(1), absoluteEndAtMs: NOW + hours(8) }
const ABSOLUTE: Ends = { endsAtMs: NOW + hours(1), absoluteEndAtMs: NOW + hours(1) }

/** Ada's session as the server reports it, with this end. */
const sessionUntil = (endsAtMs: number, change: object = {}) =>
  Response.json({ ...ADA, expires: new Date(endsAtMs).toISOString(), ...change })

function show(ends: Ends) {
  const session = { ...ADA, expires: new Date(ends.endsAtMs).toISOString() }
  render(
    <AppRouterContext value={router as never}>
      <Providers session={session}>
        <SessionWatch
          session={{ sessionId: ADA.sessionId, userId: 'ada', serverNowMs: NOW, ...ends }}
          reportEveryMs={minutes(1)}
          leave={leave}
          replace={replace}
        />
        <label>
          Draft <input />
        </label>
      </Providers>
    </AppRouterContext>,
  )
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
    await vi.advanceTimersByTimeAsync(0)
  })
const tabComesForward = () =>
  act(async () => {
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(0)
  })

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  window.history.replaceState(null, '', '/dashboard?tab=two')
  for (const spy of [leave, replace, refresh]) spy.mockClear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('while the user is active', () => {
  test('input is reported by at most one POST a minute', async () => {
    let endsAtMs = IDLE.endsAtMs
    const { requests, bodies } = serveAuth({ session: () => sessionUntil(endsAtMs) })
    show(IDLE)
    for (let second = 0; second < 180; second += 5) {
      endsAtMs = Date.now() + hours(1)
      await act(async () => {
        fireEvent.pointerMove(document.body)
        fireEvent.keyDown(document.body, { key: 'a' })
        await vi.advanceTimersByTimeAsync(seconds(5))
      })
    }
    const posts = requests.filter((request) => request === 'POST /api/auth/session')
    expect(posts).toHaveLength(2)
    // The report claims nothing: the server decides what it means.
    expect(bodies.map((body) => JSON.parse(body).data)).toEqual([{}, {}])
  })

  test('nothing is reported without input', async () => {
    const { requests } = serveAuth({ session: () => sessionUntil(IDLE.endsAtMs) })
    show(IDLE)
    await pass(minutes(50))
    expect(requests).toEqual([])
  })

  test('activity prevents the warning', async () => {
    let endsAtMs = IDLE.endsAtMs
    serveAuth({ session: () => sessionUntil(endsAtMs) })
    show(IDLE)
    await pass(minutes(50))
    endsAtMs = Date.now() + hours(1)
    await act(async () => {
      fireEvent.keyDown(document.body, { key: 'a' })
      await vi.advanceTimersByTimeAsync(0)
    })
    await pass(minutes(20))
    expect(screen.queryByRole('button', { name: 'Stay signed in' })).not.toBeInTheDocument()
  })
})

describe('two minutes before the idle expiry', () => {
  test('"Stay signed in" is offered, in an alert whose countdown is silent', async () => {
    serveAuth({ session: () => sessionUntil(IDLE.endsAtMs) })
    show(IDLE)
    await pass(minutes(58))
    const alert = screen.getByRole('alert')
    expect(alert).toHaveTextContent('You’ll be signed out in 2 min 0 s.')
    expect(within(alert).getByRole('timer')).toHaveAttribute('aria-live', 'off')
    await pass(seconds(10))
    expect(alert).toHaveTextContent('1 min 50 s')
  })

  test('"Stay signed in" renews the session and removes the warning', async () => {
    let endsAtMs = IDLE.endsAtMs
    const { requests } = serveAuth({ session: () => sessionUntil(endsAtMs) })
    show(IDLE)
    await pass(minutes(58))
    endsAtMs = Date.now() + hours(1)
    await press('Stay signed in')
    expect(requests).toContain('POST /api/auth/session')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  test('moving the pointer towards the button does not remove the warning', async () => {
    const { requests } = serveAuth({ session: () => sessionUntil(IDLE.endsAtMs) })
    show(IDLE)
    await pass(minutes(58))
    fireEvent.pointerMove(document.body)
    await pass(seconds(1))
    expect(requests).not.toContain('POST /api/auth/session')
    expect(screen.getByRole('button', { name: 'Stay signed in' })).toBeInTheDocument()
  })
})

describe('before the absolute limit', () => {
  test('"Sign in again" signs out and keeps the return path', async () => {
    const { requests } = serveAuth({ session: () => sessionUntil(ABSOLUTE.endsAtMs) })
    show(ABSOLUTE)
    await pass(minutes(58))
    expect(screen.queryByRole('button', { name: 'Stay signed in' })).not.toBeInTheDocument()
    await press('Sign in again')
    expect(requests).toContain('POST /api/auth/signout')
    expect(leave).toHaveBeenCalledExactlyOnceWith(SIGN_IN_AND_BACK)
    expect(replace).not.toHaveBeenCalled()
  })
})

describe('at the end', () => {
  async function runOut(session: () => Response | 'network error') {
    let hasEnded = false
    serveAuth({ session: () => (hasEnded ? session() : sessionUntil(IDLE.endsAtMs)) })
    show(IDLE)
    fireEvent.change(screen.getByLabelText('Draft'), { target: { value: 'half a sentence' } })
    await pass(minutes(59))
    hasEnded = true
    await pass(minutes(1) + seconds(3))
  }

  test('the page says so and links to the sign-in page and back', async () => {
    await runOut(() => Response.json(null))
    const dialog = screen.getByRole('alertdialog', {
      name: 'Your session has expired. Please sign in again.',
    })
    expect(within(dialog).getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      SIGN_IN_AND_BACK,
    )
    expect(replace).not.toHaveBeenCalled()
  })

  test('Escape does not close the dialog, and what was typed is still there', async () => {
    await runOut(() => Response.json(null))
    const dialog = screen.getByRole('alertdialog')
    expect(fireEvent(dialog, new Event('cancel', { cancelable: true }))).toBe(false)
    // Browsers close a dialog at the second Escape, even if the first was prevented.
    dialog.removeAttribute('open')
    fireEvent(dialog, new Event('close'))
    expect(dialog).toHaveAttribute('open')
    expect(screen.getByLabelText('Draft')).toHaveValue('half a sentence')
  })

  test.each([
    ['no network', () => 'network error' as const],
    ['a 503', () => Response.json({ message: 'later' }, { status: 503 })],
    ['something that is no session', () => Response.json({ hello: 'there' })],
  ])('%s is never read as signed out', async (_name, answer) => {
    await runOut(answer)
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
    expect(replace).not.toHaveBeenCalled()
    expect(
      screen.getByText(`We can’t reach ${product.name} to check your session`, { exact: false }),
    ).toBeInTheDocument()
  })

  test('the page is restored when the same user signs in again in another tab', async () => {
    let answer = Response.json(null)
    await runOut(() => answer)
    answer = sessionUntil(NOW + hours(3), { sessionId: 'another' })
    await tabComesForward()
    expect(refresh).toHaveBeenCalled()
    expect(screen.getByLabelText('Draft')).toHaveValue('half a sentence')
  })
})

describe('signed out elsewhere', () => {
  test('replaces this page with the sign-in page in the history', async () => {
    serveAuth({ session: () => Response.json(null) })
    show(IDLE)
    await pass(minutes(5))
    await tabComesForward()
    expect(replace).toHaveBeenCalledExactlyOnceWith('/sign-in')
  })

  test('is received from another tab at once', async () => {
    vi.useRealTimers()
    serveAuth({ session: () => Response.json(null) })
    show(IDLE)
    const channel = new BroadcastChannel('next-auth')
    channel.postMessage({ event: 'session', data: { trigger: 'signout' } })
    await vi.waitFor(() => expect(replace).toHaveBeenCalledWith('/sign-in'))
    channel.close()
  })

  test('another user of this browser never sees this page', async () => {
    serveAuth({
      session: () =>
        sessionUntil(NOW + hours(3), { sessionId: 'graces', user: { ...ADA.user, id: 'grace' } }),
    })
    show(IDLE)
    await tabComesForward()
    expect(replace).toHaveBeenCalledExactlyOnceWith('/sign-in')
  })
})
