import { render, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { TenQuestions } from '@/components/inspector/tour/ten-questions'
import { CookieTable } from '@/components/inspector/views/cookie-table'
import { CsrfPair } from '@/components/inspector/views/csrf-pair'
import { TokenAndSession } from '@/components/inspector/views/token-and-session'
import { cookieName, type CookieName } from '@/lib/domain/site/cookie-names'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { noActions } from '../no-actions'
import { request, SIGN_IN } from '../../../unit/inspector/recorded-events'

const read = request('read', { method: 'GET', path: '/api/auth/session', kind: 'api' }, [
  { step: 'handler' },
  { step: 'decode', in: { bytes: 430 }, out: { valid: true } },
  { step: 'session', out: { 'user.role': 'USER' } },
])
const post = request('post', SIGN_IN, [{ step: 'csrf', out: { verified: true } }])

test('a sibling subdomain is stopped by the origin check, not by the CSRF token', () => {
  render(<CsrfPair timeline={buildTimeline(post)} />)
  expect(screen.getByText(/answers 403 to a POST/)).toHaveTextContent(
    'This is what stops a page on another subdomain',
  )
  expect(screen.getByText(/the pair belongs to no session/)).not.toHaveTextContent(
    'cannot make up a pair',
  )
})

test('no script can read the header of the token', () => {
  render(<TokenAndSession timeline={buildTimeline(read)} />)
  expect(screen.getByText(/The real header of your token/)).toHaveTextContent(
    'A script in the page reads not even that, because the cookie is HttpOnly.',
  )
})

test('each cookie that is not there says when it appears', () => {
  render(<CookieTable jar={[]} settings={{ secure: false, sessionEndMs: null }} />)
  const absent = within(screen.getByRole('region', { name: 'Not in the jar' }))
  const line = (name: CookieName) => absent.getByText(cookieName(name)).closest('li')
  expect(line('link')).toHaveTextContent('When you open a mailed link')
  expect(line('draft')).toHaveTextContent('confirm your password')
  expect(line('two-factor')).toHaveTextContent('where a second step is required')
})

test('the answers agree with the views: the role in the token, and the events of a sign-out', () => {
  render(<TenQuestions timeline={[]} actions={noActions()} onShow={vi.fn()} />)
  expect(screen.getByText(/the claim never decides/)).toBeInTheDocument()
  expect(screen.getByText(/events\.signOut/)).toBeInTheDocument()
  expect(screen.getByText(/compared Origin and Sec-Fetch-Site/)).toBeInTheDocument()
})
