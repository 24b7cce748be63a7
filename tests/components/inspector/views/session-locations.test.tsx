import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { SessionLocationsView } from '@/components/inspector/views/session-locations'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { request, signIn } from '../../../unit/inspector/recorded-events'
import { cookieName } from '@/lib/domain/site/cookie-names'

const COOKIE = { 'cookie.session.bytes': 430, 'cookie.session.value': 'eyJh…abcd' }
const CLAIMS = { 'claim.id': '01a1…af43', 'claim.sessionId': 'ykYG…GU1g' }

const reading = (isAlive: boolean) =>
  request('read', { method: 'GET', path: '/api/auth/session', kind: 'api', ...COOKIE }, [
    { step: 'decode', out: { valid: true, ...CLAIMS } },
    { step: 'liveness', out: { alive: isAlive } },
  ])
const signOut = () =>
  request('out', { method: 'POST', path: '/api/auth/signout', kind: 'api', ...COOKIE }, [
    { step: 'setCookie', out: { name: 'session', change: 'cleared' } },
  ])

const show = (events: RecordedEvent[], isSignedIn = false) =>
  render(<SessionLocationsView timeline={buildTimeline(events)} isSignedIn={isSignedIn} />)

const place = (thing: string) =>
  screen.getAllByRole('listitem').find((item) => item.textContent?.includes(thing))

test('signed out there is no cookie, so there is nothing to open and nothing to ask', () => {
  show([])
  expect(place('An encrypted cookie')).toHaveTextContent('absent')
  expect(place('A row')).toHaveTextContent('no row')
  expect(screen.getByText(/Nobody is signed in:/)).toBeVisible()
})

test('signed in it is the encrypted cookie, what it named, and an open row', () => {
  show([...signIn(), ...reading(true)])
  expect(place('An encrypted cookie')).toHaveTextContent(`${cookieName('session')}=eyJh…abcd`)
  expect(place('The key')).toHaveTextContent('user 01a1…af43 session ykYG…GU1g')
  expect(place('A row')).toHaveTextContent('open')
  expect(screen.getByText(/You are signed in because the cookie can be decrypted/)).toBeVisible()
})

test('a row that has ended decides against a cookie that is still there', () => {
  show([...signIn(), ...reading(false)])
  expect(place('An encrypted cookie')).toHaveTextContent('430 characters')
  expect(place('A row')).toHaveTextContent('ended')
  expect(screen.getByText(/You are signed out although the cookie is still there/)).toBeVisible()
})

test('after the sign-out both are gone', () => {
  show([...signIn(), ...reading(true), ...signOut()], true)
  expect(place('An encrypted cookie')).toHaveTextContent('absent')
  expect(place('A row')).toHaveTextContent('ended')
})

test('a recording that begins after the sign-in relies on the page', () => {
  show([], true)
  expect(place('An encrypted cookie')).toHaveTextContent('It is encrypted and HttpOnly')
})
