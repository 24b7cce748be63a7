import { expect, test } from 'vitest'
import { answerText } from '@/lib/inspector/scenarios/answer-text'
import { tooManyAttempts } from '@/tests/setup/sentences'

const answer = (over: Partial<Parameters<typeof answerText>[0]>) =>
  answerText({ status: 200, headers: {}, body: '', ...over })
const leadsTo = (url: unknown, headers = {}) => answer({ body: JSON.stringify({ url }), headers })

test.each([
  [leadsTo('http://localhost:3000/dashboard?from=x'), 'a redirect to /dashboard on this site'],
  [leadsTo('https://evil.example/welcome'), 'a redirect to /welcome on another site'],
  [leadsTo('/sign-in?error=MissingCSRF'), 'error=MissingCSRF'],
  [leadsTo('/sign-in?error=X&code=invalid_credentials'), 'Invalid email or password.'],
  [leadsTo('/sign-in?error=X&code=of-another-kind'), 'error=X'],
  [leadsTo('/sign-in?code=rate_limited', { 'retry-after': '30' }), tooManyAttempts(30)],
  [
    answer({ status: 307, headers: { location: '/sign-in?code=session_expired' } }),
    'Your session has expired. Please sign in again.',
  ],
])('an answer that leads on is told by where it leads (%#)', (words, expected) => {
  expect(words).toBe(expected)
})

test('plain text speaks for itself, and other text does not', () => {
  const body = ' This is too large. \n'
  const plain = { 'content-type': 'text/plain; charset=utf-8' }
  expect(answer({ status: 413, headers: plain, body })).toBe('This is too large.')
  expect(answer({ status: 413, headers: { 'content-type': 'text/html' }, body })).toBe('status 413')
  expect(answer({ status: 413, body })).toBe('status 413')
})

test('nobody’s session is null', () => {
  expect(answer({ body: 'null\n' })).toBe('null: nobody is signed in')
})

test.each(['', '{}', '{"user":{}}', '{"url":7}', '"url"', '7', '[]', '<html>'])(
  'anything else, such as %j, is an ordinary answer, or told by its status',
  (body) => {
    expect(answer({ body })).toBe('an ordinary answer')
    expect(answer({ status: 500, body })).toBe('status 500')
  },
)
