import { expect, test } from 'vitest'
import { runScenario } from '@/lib/inspector/scenarios/run-scenario'
import { fillTheQueue } from '../../setup/full-queue'

const NOW = new Date('2026-03-01T12:00:00Z')

test('a scenario over a full queue is asked to come back', async () => {
  const goOn = await fillTheQueue()
  const answer = await runScenario('a-recording', 'wrong-password', () => NOW)
  await goOn()
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'busy' } })
})
