import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { UserDevices } from '@/components/admin/user-devices'

test('a session that is bound to its device says so, and no other', () => {
  const nowIso = '2026-12-01T12:00:00.000Z'
  const session = { address: '203.0.113.7', createdIso: nowIso, lastSeenIso: nowIso }
  const sessions = [
    { ...session, device: 'Chrome on Windows', isBound: true },
    { ...session, device: 'Firefox on Linux', isBound: false },
  ]
  render(<UserDevices sessions={sessions} count={2} nowIso={nowIso} />)
  const [bound, other] = screen.getAllByRole('listitem')
  expect(bound).toHaveTextContent(/Chrome on Windows.*Bound to its device/)
  expect(other).not.toHaveTextContent('Bound')
})
