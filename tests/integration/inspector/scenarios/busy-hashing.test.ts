import { expect, test } from 'vitest'
import { runScenario } from '@/lib/inspector/scenarios/run-scenario'
import { fillQueue } from '../../setup/full-queue'

const NOW = new Date('2026-03-01T12:00:00Z')

test('a scenario over a full queue is asked to come back', async () => {
  const releaseQueue = await fillQueue()
  const answer = await runScenario('a-recording', 'wrong-password', () => NOW)
  await releaseQueue()
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'busy' } })
})
