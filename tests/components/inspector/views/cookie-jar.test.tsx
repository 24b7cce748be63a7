import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { CookieJar } from '@/components/inspector/views/cookie-jar'
import { cookieName, type CookieName } from '@/lib/domain/site/cookie-names'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { request, signIn } from '../../../unit/inspector/recorded-events'

const PAGE = { method: 'GET', path: '/inspector', kind: 'page' }
const sent = (...names: CookieName[]) =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`cookie.${name}.bytes`, 430],
      [`cookie.${name}.value`, 'eyJh…abcd'],
    ]),
  )
const TRACE = { step: 'setCookie', out: { name: 'trace', change: 'set', httpOnly: true } } as const

const show = (events: readonly RecordedEvent[]) =>
  render(
    <CookieJar
      timeline={buildTimeline(events)}
      settings={{ secure: false, sessionEndMs: Date.now() + 3_600_500 }}
    />,
  )
const cookie = (name: CookieName) => within(screen.getByRole('listitem', { name }))
const absent = () => screen.getByRole('region', { name: 'Not in the jar' })

test('before a sign-in: what is there, trace included, and when each of the others appears', () => {
  show(request('this-page', { ...PAGE, ...sent('csrf', 'callback') }, [TRACE]))
  expect(screen.getByRole('heading', { name: 'In the jar now: 3' })).toBeVisible()
  for (const name of ['csrf', 'callback', 'trace'] as const) {
    expect(cookie(name).getByText(cookieName(name))).toBeVisible()
  }
  for (const name of ['session', 'device', 'theme'] as const) {
    expect(absent()).toHaveTextContent(cookieName(name))
  }
  expect(absent()).toHaveTextContent('With a successful sign-in.')
  for (const name of ['link', 'draft'] as const)
    expect(absent()).toHaveTextContent(cookieName(name))
})

test('arriving signed in: flags and life are known from the configuration', () => {
  show(request('this-page', { ...PAGE, ...sent('session', 'device', 'csrf') }, [TRACE]))
  const session = cookie('session')
  expect(session.getByText(/^HttpOnly, SameSite=lax, Path=\/, .*configuration/)).toBeVisible()
  expect(session.getByText(/^1 h 0 min|^59 min/)).toBeVisible()
  expect(cookie('device').getByText('400 days')).toBeVisible()
  expect(cookie('csrf').getByText('until the browser closes')).toBeVisible()
  expect(session.getByText(/Encrypted: only the server can read it/)).toBeVisible()
})

test('a cookie whose Set-Cookie was recorded shows the flags it was set with', () => {
  show(signIn())
  expect(cookie('session').getByText(/^HttpOnly, SameSite=lax, Path=\//)).not.toHaveTextContent(
    'configuration',
  )
  expect(screen.getByText('appeared')).toBeVisible()
})

test('it says what HttpOnly protects, and what it does not', () => {
  show([])
  const view = screen.getByRole('region', { name: 'What JavaScript sees' })
  expect(view).toHaveTextContent('keeps a script from taking a cookie away')
  expect(view).toHaveTextContent('does not keep a script in this page from fetching')
})
