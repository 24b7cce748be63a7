import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SessionReading } from '@/components/auth/read-session'
import { SessionMonitor } from '@/components/auth/session-monitor'
import { hours, minutes, seconds } from '@/lib/domain/time'

const NOW = Date.parse('2026-03-01T10:00:00.000Z')
const IDLE_END = NOW + hours(1)
const ABSOLUTE_END = NOW + hours(8)

const live = (endsAtMs: number, sessionId = 'one', userId = 'ada'): SessionReading => ({
  kind: 'live',
  sessionId,
  userId,
  endsAtMs,
})
const ENDED: SessionReading = { kind: 'ended' }
const UNKNOWN: SessionReading = { kind: 'unknown' }

let monitor: SessionMonitor
let read: ReturnType<typeof vi.fn<() => Promise<SessionReading>>>
const hasTypedText = vi.fn(() => false)
const onEndedElsewhere = vi.fn()
const onOtherSession = vi.fn()

function watch(reading: SessionReading, endsAtMs = IDLE_END, clockErrorMs = 0) {
  vi.setSystemTime(NOW + clockErrorMs)
  read = vi.fn(async () => reading)
  monitor = new SessionMonitor(
    { sessionId: 'one', userId: 'ada', endsAtMs, absoluteEndAtMs: ABSOLUTE_END, serverNowMs: NOW },
    { read: () => read(), hasTypedText, onEndedElsewhere, onOtherSession },
  )
  monitor.start()
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  hasTypedText.mockReturnValue(false)
  onEndedElsewhere.mockClear()
  onOtherSession.mockClear()
})

afterEach(() => {
  monitor.stop()
  vi.useRealTimers()
})

test('is silent and makes no request until two minutes before the end', async () => {
  watch(live(IDLE_END))
  await pass(minutes(57))
  expect(monitor.view().phase).toBe('live')
  expect(read).not.toHaveBeenCalled()
})

test('warns two minutes before the idle expiry and counts down', async () => {
  watch(live(IDLE_END))
  await pass(minutes(58))
  expect(monitor.view()).toEqual({ phase: 'ending', reason: 'idle', secondsLeft: 120 })
  await pass(seconds(30))
  expect(monitor.view().secondsLeft).toBe(90)
  // One request before the warning, not one per second.
  expect(read).toHaveBeenCalledOnce()
})

test('says when the absolute limit is near, which activity does not extend', async () => {
  watch(live(ABSOLUTE_END), ABSOLUTE_END)
  await pass(hours(8) - minutes(1))
  expect(monitor.view()).toMatchObject({ phase: 'ending', reason: 'absolute', secondsLeft: 60 })
})

test('does not warn if another tab was active, because the server reports a later end', async () => {
  watch(live(IDLE_END + minutes(40)))
  await pass(minutes(58))
  expect(monitor.view().phase).toBe('live')
  expect(read).toHaveBeenCalledOnce()
  await pass(minutes(40))
  expect(monitor.view().phase).toBe('ending')
})

test('withdraws the warning as soon as it learns of a later end', async () => {
  watch(live(IDLE_END))
  await pass(minutes(59))
  monitor.learn(IDLE_END + minutes(59))
  expect(monitor.view().phase).toBe('live')
})

test('never moves the end forward without asking the server', async () => {
  watch(live(IDLE_END))
  monitor.learn(NOW + minutes(3))
  await pass(minutes(2))
  expect(monitor.view().phase).toBe('live')
})

test('does not end a session of weeks because a timer overflowed', async () => {
  watch(live(ABSOLUTE_END), NOW + hours(24 * 30))
  await pass(hours(24))
  expect(monitor.view().phase).toBe('live')
  expect(read).not.toHaveBeenCalled()
})

test("uses the server's clock: a device that is hours off warns at the right time", async () => {
  watch(live(IDLE_END), IDLE_END, hours(5))
  await pass(minutes(57))
  expect(monitor.view().phase).toBe('live')
  await pass(minutes(1))
  expect(monitor.view().phase).toBe('ending')
})

describe('at the end', () => {
  test('a 200 with null means expired', async () => {
    watch(live(IDLE_END))
    await pass(minutes(58))
    read.mockResolvedValue(ENDED)
    await pass(minutes(2) + seconds(2))
    expect(monitor.view().phase).toBe('expired')
    expect(onEndedElsewhere).not.toHaveBeenCalled()
  })

  test('no response is not "signed out": it asks again, at growing intervals, until one arrives', async () => {
    watch(UNKNOWN)
    await pass(hours(1) + seconds(3))
    expect(monitor.view().phase).toBe('stale')
    const askedEarly = read.mock.calls.length
    await pass(minutes(10))
    expect(monitor.view().phase).toBe('stale')
    expect(read.mock.calls.length - askedEarly).toBeLessThan(20)

    read.mockResolvedValue(ENDED)
    await pass(minutes(1))
    expect(monitor.view().phase).toBe('expired')
  })

  test('a server that still reports the session as live is not polled in a tight loop', async () => {
    watch(live(IDLE_END))
    await pass(hours(1) + seconds(10))
    expect(read.mock.calls.length).toBeLessThan(15)
    expect(monitor.view().phase).not.toBe('expired')
  })

  test('signing in again in another tab restores the page', async () => {
    watch(live(IDLE_END))
    await pass(minutes(59))
    read.mockResolvedValue(ENDED)
    await pass(minutes(1) + seconds(2))
    expect(monitor.view().phase).toBe('expired')
    read.mockResolvedValue(live(NOW + hours(2), 'two'))
    await monitor.check()
    expect(onOtherSession).toHaveBeenCalledExactlyOnceWith(true)
  })
})

describe('before the end', () => {
  test('an ended session means signed out elsewhere, reported once', async () => {
    watch(ENDED)
    await monitor.check()
    await monitor.check()
    expect(onEndedElsewhere).toHaveBeenCalledOnce()
    expect(monitor.view().phase).toBe('live')
  })

  test('an ended session covers a page with typed text, and a sign-in restores it', async () => {
    watch(ENDED)
    hasTypedText.mockReturnValue(true)
    await monitor.check()
    expect(monitor.view().phase).toBe('expired')
    expect(onEndedElsewhere).not.toHaveBeenCalled()

    read.mockResolvedValue(live(IDLE_END, 'two'))
    await monitor.check()
    expect(onOtherSession).toHaveBeenCalledExactlyOnceWith(true)
  })

  test('no response changes nothing', async () => {
    watch(UNKNOWN)
    await monitor.check()
    expect(onEndedElsewhere).not.toHaveBeenCalled()
    expect(monitor.view().phase).toBe('live')
  })

  test('another user who signed in is distinguished from the same one', async () => {
    watch(live(IDLE_END, 'two', 'grace'))
    await monitor.check()
    expect(onOtherSession).toHaveBeenCalledExactlyOnceWith(false)
  })
})

test('is silent after it was stopped', async () => {
  watch(ENDED)
  const asked = monitor.check()
  monitor.stop()
  await asked
  await pass(hours(2))
  expect(onEndedElsewhere).not.toHaveBeenCalled()
})
