import { fireEvent, render, screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AttackScenarios } from '@/components/inspector/views/attack-scenarios'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import type { Exchange } from '@/lib/inspector/scenarios/scenario-list'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { refused, request, SIGN_IN, signIn } from '../../../unit/inspector/recorded-events'

const asked: unknown[] = []
const onShow = vi.fn()

function serve(answer: unknown) {
  vi.stubGlobal('fetch', (_address: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body))
    return Promise.resolve(Response.json(answer))
  })
}

const attempt = (requestId: string, sees: string, more: Partial<Exchange> = {}): Exchange => ({
  ...{ requestId, sees, status: 200, ms: 50 },
  ...{ method: 'POST', path: '/api/auth/callback/credentials', ...more },
})

async function run(name: string, events: readonly RecordedEvent[] = refused('first')) {
  const timeline = buildTimeline(events)
  render(<AttackScenarios timeline={timeline} timingRatio={1.0057} onShow={onShow} />)
  fireEvent.click(screen.getByRole('button', { name }))
  return within(await screen.findByRole('region', { name }))
}

beforeEach(() => {
  asked.length = 0
  onShow.mockClear()
})

test('a scenario shows what the attacker gets, and leads to the step that stopped it', async () => {
  serve({ exchanges: [attempt('first', 'Invalid email or password.')] })
  const outcome = await run('Wrong password')
  expect(asked).toEqual([{ do: 'scenario', scenario: 'wrong-password' }])
  expect(outcome.getByText('Invalid email or password.')).toBeVisible()
  expect(outcome.getByText(/Stopped by/).parentElement).toHaveTextContent(
    'Stopped by: authorize (Our code): refused: invalid_credentials',
  )
  fireEvent.click(outcome.getByRole('button', { name: 'authorize' }))
  expect(onShow).toHaveBeenCalledWith('first', 'first-1')
})

test('preparation and attack are told apart', async () => {
  const reading = { method: 'GET', path: '/api/auth/session', kind: 'api' }
  serve({
    exchanges: [
      attempt('in', 'a redirect to /dashboard on this site', { isSetUp: true }),
      attempt('replayed', 'null: nobody is signed in', {
        method: 'GET',
        path: '/api/auth/session',
      }),
    ],
  })
  const ended = { step: 'liveness', outcome: 'refused', out: { alive: false } } as const
  const outcome = await run('Replay after sign-out', [
    ...signIn('in'),
    ...request('replayed', reading, [ended]),
  ])
  const [preparation, attack] = outcome.getAllByRole('listitem')
  expect(preparation).toHaveTextContent('Preparation')
  expect(preparation).toHaveTextContent('The account’s owner gets: a redirect to /dashboard')
  expect(attack).toHaveTextContent('Attack')
  expect(attack).toHaveTextContent('The attacker gets: null: nobody is signed in')
  expect(outcome.getByText(/Stopped by/).parentElement).toHaveTextContent(
    'Is the session open? (Our code): ended',
  )
})

test('an attack that nothing refuses ends with the step that changed its course', async () => {
  serve({ exchanges: [attempt('link', 'a redirect to /dashboard on this site')] })
  const redirect = { step: 'redirect', in: { offsite: true }, out: { path: '/dashboard' } } as const
  const outcome = await run('Open redirect', request('link', SIGN_IN, [redirect]))
  expect(outcome.getByText(/Stopped by/).parentElement).toHaveTextContent(
    'redirect callback (Our code): to /dashboard',
  )
})

test('equal answers in a row are one line, with each duration', async () => {
  const same = ['a', 'b', 'c'].map((id) => attempt(id, 'Invalid email or password.'))
  serve({ exchanges: [...same, attempt('d', 'Too many attempts.', { status: 429 })] })
  const outcome = await run('Limit reached')
  expect(outcome.getAllByText(/^The attacker gets/)).toHaveLength(2)
  expect(outcome.getByText(/→ 200, 50.0 ms · 50.0 ms · 50.0 ms/)).toBeVisible()
  expect(outcome.getByText(/→ 429/)).toBeVisible()
})

test('too many scenarios at once: the visitor is told to wait', async () => {
  serve({ refusal: { code: 'busy' } })
  const outcome = await run('Replay after sign-out')
  expect(outcome.queryByText(/The attacker gets/)).not.toBeInTheDocument()
  expect(outcome.queryByText(/Stopped by/)).not.toBeInTheDocument()
  expect(outcome.getByText(/try again/i)).toBeVisible()
})

test('a few durations are not called equal: their ratio, what they can show, and the benchmark', async () => {
  const durations = { known: [50, 52, 54], unknown: [50, 51, 70] }
  const exchanges = (['known', 'unknown'] as const).flatMap((group) =>
    durations[group].map((ms) => attempt(`${group}-${ms}`, 'Invalid.', { ms, group })),
  )
  serve({ exchanges })
  const outcome = await run('Unknown user')
  expect(outcome.getByText('Existing user: 3 tries, 50.0 ms to 54.0 ms')).toBeVisible()
  expect(outcome.getByText('Unknown user: 3 tries, 50.0 ms to 70.0 ms')).toBeVisible()
  expect(outcome.getByText(/a ratio of 1.02\./)).toHaveTextContent(
    'They are too few to show that the durations are equal.',
  )
  expect(outcome.getByText(/measured a ratio of 1.006/)).toBeVisible()
})
