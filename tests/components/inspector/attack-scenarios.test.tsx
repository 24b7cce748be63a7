import { fireEvent, render, screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AttackScenarios } from '@/components/inspector/attack-scenarios'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { refused } from '../../unit/inspector/recorded-events'

const asked: unknown[] = []

function serve(answer: unknown) {
  vi.stubGlobal('fetch', (_address: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body))
    return Promise.resolve(Response.json(answer))
  })
}

const attempt = (requestId: string, sees: string, status = 200) => ({
  ...{ requestId, sees, status, ms: 50 },
  ...{ method: 'POST', path: '/api/auth/callback/credentials' },
})

async function run(name: string) {
  render(<AttackScenarios timeline={buildTimeline(refused('first'))} />)
  fireEvent.click(screen.getByRole('button', { name }))
  return within(await screen.findByRole('region', { name }))
}

beforeEach(() => (asked.length = 0))

test('a scenario shows what the attacker sees, and leads to the step where it was stopped', async () => {
  serve({ exchanges: [attempt('first', 'Invalid email or password.')] })
  const outcome = await run('Wrong password')
  expect(asked).toEqual([{ do: 'scenario', scenario: 'wrong-password' }])
  expect(outcome.getByText('Invalid email or password.')).toBeVisible()
  const stop = outcome.getByRole('link', { name: 'authorize (refused: invalid_credentials)' })
  expect(stop).toHaveAttribute('href', '#request-first')
})

test('the same answer several times in a row is one line, with each time it took', async () => {
  const same = ['a', 'b', 'c'].map((id) => attempt(id, 'Invalid email or password.'))
  serve({ exchanges: [...same, attempt('d', 'Too many attempts.', 429)] })
  const outcome = await run('Limit reached')
  expect(outcome.getAllByText(/^The attacker sees/)).toHaveLength(2)
  expect(outcome.getByText(/→ 200, 50.0 ms · 50.0 ms · 50.0 ms/)).toBeVisible()
  expect(outcome.getByText(/→ 429/)).toBeVisible()
})

test('too many scenarios at once: the person is told to wait, not shown an empty simulated', async () => {
  serve({ refusal: { code: 'busy' } })
  const outcome = await run('Replay after sign-out')
  expect(outcome.queryByText(/The attacker sees/)).not.toBeInTheDocument()
  expect(outcome.getByText(/try again/i)).toBeVisible()
})

test('two heaps of durations stand side by side for somebody and for nobody', async () => {
  const runs = ['known', 'unknown'].flatMap((group) =>
    [50, 52, 54].map((ms) => ({ ...attempt(`${group}-${ms}`, 'Invalid.'), ms, group })),
  )
  serve({ exchanges: runs })
  const outcome = await run('Unknown user')
  expect(
    outcome.getByRole('img', { name: /Somebody who exists: 3 runs, in the middle 52.0 ms/ }),
  ).toBeVisible()
  expect(outcome.getByRole('img', { name: /Nobody: 3 runs, in the middle 52.0 ms/ })).toBeVisible()
})
