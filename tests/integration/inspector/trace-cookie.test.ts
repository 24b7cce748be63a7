import { describe, expect, test } from 'vitest'
import { later, seconds } from '@/lib/domain/time'
import {
  newScenarioRunId,
  newTrace,
  readTrace,
  scenarioCookie,
} from '@/lib/inspector/recording/trace-cookie'

const NOW = new Date('2026-11-21T09:00:00Z')

describe('the trace cookie', () => {
  test('names the recording it was made for', () => {
    const { recording, value } = newTrace()
    expect(readTrace(value, NOW)).toEqual({ recording })
  })

  test.each([
    ['nothing', null],
    ['an empty one', ''],
    ['a made-up one', 'AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['one without a signature', newTrace().recording],
  ])('%s names none', (_what, value) => {
    expect(readTrace(value, NOW)).toBeNull()
  })

  test('another browser’s name under one’s own signature names none', () => {
    const [, mac = ''] = newTrace().value.split('.')
    expect(readTrace(`${newTrace().recording}.${mac}`, NOW)).toBeNull()
  })
})

describe('the cookie of a scenario', () => {
  test('says which scenario it is and gives it an address nobody has', () => {
    const value = scenarioCookie(newTrace().recording, 'replay', 'c0ffee00', NOW)
    expect(readTrace(value, NOW)?.simulated).toEqual({
      scenario: 'replay',
      address: '2001:db8:c0ff:ee00::1',
    })
  })

  test('is over after a minute', () => {
    const value = scenarioCookie(newTrace().recording, 'replay', newScenarioRunId(), NOW)
    expect(readTrace(value, later(NOW, seconds(59)))).not.toBeNull()
    expect(readTrace(value, later(NOW, seconds(61)))).toBeNull()
  })

  test('cannot be made from one’s own by adding to it', () => {
    const { recording, value } = newTrace()
    const forged = value.replace(recording, `${recording}.replay.c0ffee00.99999999999`)
    expect(readTrace(forged, NOW)).toBeNull()
  })
})
