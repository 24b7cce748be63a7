import { render, screen } from '@testing-library/react'
import type { Session } from 'next-auth'
import { expect, test } from 'vitest'
import { SessionCard } from '@/components/dashboard/session-card'
import { Providers } from '@/components/site/providers'
import { ADA } from '../auth-network'

function show(session: Session, remember = false) {
  render(
    <Providers session={session}>
      <SessionCard
        device="Firefox on Linux"
        address="203.0.113.7"
        method="Password"
        remember={remember}
        isBound={remember}
        startedIso="2026-03-01T09:30:00.000Z"
        lastSeenIso="2026-03-01T10:00:00.000Z"
        idleEndIso={remember ? '2026-03-31T09:30:00.000Z' : '2026-03-01T11:00:00.000Z'}
        absoluteEndIso={remember ? '2026-03-31T09:30:00.000Z' : '2026-03-01T17:30:00.000Z'}
        nowIso="2026-03-01T10:00:00.000Z"
      />
    </Providers>,
  )
}

const idle = () => screen.queryByRole('timer', { name: 'Time until idle timeout' })
const absolute = () => screen.getByRole('timer', { name: 'Time until session limit' })

test('shows place, start and end of the session', () => {
  show(ADA)
  expect(screen.getByText('Firefox on Linux')).toBeInTheDocument()
  expect(screen.getByText('203.0.113.7')).toBeInTheDocument()
  expect(screen.getByText('1 Mar 2026, 09:30')).toBeInTheDocument()
  expect(idle()).toHaveTextContent('1 h 0 min')
  expect(absolute()).toHaveTextContent('7 h 30 min')
})

test('the idle expiry follows what the browser learns', () => {
  show({ ...ADA, expires: '2026-03-01T11:20:00.000Z' })
  expect(idle()).toHaveTextContent('1 h 20 min')
})

test('a remembered session has one limit', () => {
  show(ADA, true)
  expect(idle()).not.toBeInTheDocument()
  expect(absolute()).toHaveTextContent('29 d 23 h')
})

test('says that a bound session works on this device alone', () => {
  show(ADA)
  expect(screen.queryByText(/^Bound to this device/)).not.toBeInTheDocument()
  show(ADA, true)
  expect(
    screen.getByText('Bound to this device: a copy of its cookies is useless elsewhere'),
  ).toBeInTheDocument()
})
