import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Replay, shownOf, type Shown } from '@/components/inspector/sequence/replay'
import { Sequence } from '@/components/inspector/sequence/sequence'
import { NO_FACTS } from '@/lib/inspector/sources/build-facts'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { signIn } from '../../../unit/inspector/recorded-events'

const TIMELINE = buildTimeline(signIn())
const STEPS = TIMELINE.flatMap(({ steps }) => steps).length

/** As the inspector puts them together. */
function Recorded() {
  const [shown, setShown] = useState<Shown>(null)
  return (
    <Sequence
      timeline={shownOf(TIMELINE, shown)}
      facts={NO_FACTS}
      isReplaying={shown !== null}
      chosen={null}
      onChoose={() => {}}
    >
      <Replay stepCount={STEPS} shown={shown} onShow={setShown} />
    </Sequence>
  )
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const shownSteps = () =>
  screen
    .queryByRole('list', { name: 'Steps of POST /api/auth/callback/credentials' })
    ?.querySelectorAll('details').length ?? 0
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('all of it is there before anything is replayed', () => {
  render(<Recorded />)
  expect(shownSteps()).toBe(STEPS)
  expect(screen.getAllByText('200')[0]).toBeVisible()
})

test('step by step, each press shows one more; the answer comes with the last', () => {
  render(<Recorded />)
  press('Step')
  expect(shownSteps()).toBe(1)
  expect(screen.getAllByText('running')[0]).toBeVisible()
  press('Step')
  expect(shownSteps()).toBe(2)
  expect(screen.getByText(`2 of ${STEPS}`)).toBeVisible()
  for (let step = 2; step < STEPS; step += 1) press('Step')
  expect(screen.getAllByText('200')[0]).toBeVisible()
})

test('a replay runs from the beginning to the end by itself', async () => {
  render(<Recorded />)
  press('Replay')
  await pass(0)
  expect(shownSteps()).toBe(0)
  for (const shown of [1, 2]) {
    await pass(120)
    expect(shownSteps()).toBe(shown)
  }
  for (let step = 2; step < STEPS; step += 1) await pass(120)
  expect(shownSteps()).toBe(STEPS)
  expect(screen.queryByText(/^\d+ of \d+$/)).not.toBeInTheDocument()
})

test('slow motion leaves time to read each step', async () => {
  render(<Recorded />)
  press('Slow motion')
  await pass(1_000)
  expect(shownSteps()).toBe(1)
  await pass(1_000)
  expect(shownSteps()).toBe(2)
})

test('a step by hand stops the replay; show all ends it', async () => {
  render(<Recorded />)
  press('Slow motion')
  await pass(1_000)
  press('Step')
  await pass(1_000)
  await pass(1_000)
  expect(shownSteps()).toBe(2)
  press('Show all')
  expect(shownSteps()).toBe(STEPS)
})
