import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  endOfSession,
  endsAfterActivity,
  endsOfNewSession,
  isRenewalDue,
  renewalIntervalMs,
  stateOfSession,
} from '@/lib/domain/sessions/session-lifetime'
import { days, hours, later, minutes, seconds } from '@/lib/domain/time'

const NOON = new Date('2026-03-01T12:00:00Z')
const LIFETIMES = { idleMs: hours(1), absoluteMs: hours(8), rememberMs: days(30) }

function newSession(remember: boolean, lifetimes = LIFETIMES) {
  return { remember, lastSeenAt: NOON, ...endsOfNewSession({ remember, now: NOON }, lifetimes) }
}

describe('a new session', () => {
  test('without "Remember me" has an idle and an absolute expiry', () => {
    expect(endsOfNewSession({ remember: false, now: NOON }, LIFETIMES)).toEqual({
      idleEndAt: new Date('2026-03-01T13:00:00Z'),
      absoluteEndAt: new Date('2026-03-01T20:00:00Z'),
    })
  })

  test('with "Remember me" has one expiry', () => {
    const end = new Date('2026-03-31T12:00:00Z')
    expect(endsOfNewSession({ remember: true, now: NOON }, LIFETIMES)).toEqual({
      idleEndAt: end,
      absoluteEndAt: end,
    })
  })

  test('never expires by idleness after its absolute expiry', () => {
    const { idleEndAt, absoluteEndAt } = newSession(false, { ...LIFETIMES, idleMs: hours(9) })
    expect(idleEndAt).toEqual(absoluteEndAt)
  })
})

describe('activity', () => {
  test('extends the idle expiry', () => {
    const { idleEndAt } = endsAfterActivity(newSession(false), later(NOON, minutes(30)), LIFETIMES)
    expect(idleEndAt).toEqual(new Date('2026-03-01T13:30:00Z'))
  })

  test('never extends it past the absolute expiry', () => {
    const session = newSession(false)
    const { idleEndAt } = endsAfterActivity(session, later(NOON, minutes(450)), LIFETIMES)
    expect(idleEndAt).toEqual(session.absoluteEndAt)
  })

  test('gives a remembered session no idle expiry', () => {
    const session = newSession(true)
    const { idleEndAt } = endsAfterActivity(session, later(NOON, minutes(30)), LIFETIMES)
    expect(idleEndAt).toEqual(session.absoluteEndAt)
  })

  test('is recorded once a minute', () => {
    const session = newSession(false)
    expect(isRenewalDue(session, later(NOON, seconds(59)))).toBe(false)
    expect(isRenewalDue(session, later(NOON, seconds(60)))).toBe(true)
  })

  test('is recorded for a remembered session too', () => {
    expect(isRenewalDue(newSession(true), later(NOON, seconds(59)))).toBe(false)
    expect(isRenewalDue(newSession(true), later(NOON, minutes(1)))).toBe(true)
  })

  test('is still recorded once a minute when the idle expiry can no longer move', () => {
    const session = { ...newSession(false), lastSeenAt: later(NOON, minutes(479)) }
    const capped = { ...session, idleEndAt: session.absoluteEndAt }
    expect(isRenewalDue(capped, later(NOON, minutes(479) + seconds(30)))).toBe(false)
  })

  test('is recorded sooner when the idle limit is shorter than a few minutes', () => {
    const session = newSession(false, { ...LIFETIMES, idleMs: seconds(20) })
    expect(renewalIntervalMs(session)).toBe(seconds(5))
    expect(isRenewalDue(session, later(NOON, seconds(4)))).toBe(false)
    expect(isRenewalDue(session, later(NOON, seconds(5)))).toBe(true)
  })

  test.each([
    ['idle end', hours(1)],
    ['absolute end', hours(8)],
  ])('after the %s does not revive the session', (_end, elapsed) => {
    expect(isRenewalDue(newSession(false), later(NOON, elapsed))).toBe(false)
  })

  test('is not recorded when the clock went backwards', () => {
    expect(isRenewalDue(newSession(false), later(NOON, -minutes(5)))).toBe(false)
  })
})

describe('a session has expired', () => {
  test.each([
    ['just begun', 0, 'alive'],
    ['a moment before the idle end', hours(1) - 1, 'alive'],
    ['at the idle end', hours(1), 'idle_ended'],
    ['at the absolute end', hours(8), 'absolute_ended'],
  ])('%s', (_when, elapsed, state) => {
    expect(stateOfSession(newSession(false), later(NOON, elapsed))).toBe(state)
  })

  test('at the earlier of its two expiries', () => {
    const session = newSession(false)
    expect(endOfSession(session)).toEqual(session.idleEndAt)
  })
})

test('a user who is active every minute stays signed in exactly until the absolute expiry', () => {
  const idle = fc.integer({ min: 61, max: 7200 })
  const absolute = fc.integer({ min: 1, max: 20_000 })
  fc.assert(
    fc.property(idle, absolute, fc.boolean(), (idleSeconds, absoluteSeconds, remember) => {
      const lifetimes = {
        idleMs: seconds(idleSeconds),
        absoluteMs: seconds(absoluteSeconds),
        rememberMs: seconds(absoluteSeconds),
      }
      let session = newSession(remember, lifetimes)
      const end = session.absoluteEndAt
      for (let now = NOON; now < end; now = later(now, minutes(1))) {
        expect(stateOfSession(session, now)).toBe('alive')
        if (isRenewalDue(session, now)) {
          session = { ...session, lastSeenAt: now, ...endsAfterActivity(session, now, lifetimes) }
        }
        expect(session.absoluteEndAt).toEqual(end)
        expect(session.idleEndAt <= end).toBe(true)
      }
      expect(stateOfSession(session, end)).toBe('absolute_ended')
    }),
    { numRuns: 50 },
  )
})
