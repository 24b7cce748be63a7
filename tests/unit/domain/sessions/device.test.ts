import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeDevice, deviceKind } from '@/lib/domain/sessions/device'
import { anyText } from '../any-text'

describe('a device description', () => {
  test.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      'Chrome on Linux',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
      'Firefox on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Microsoft Edge on Windows',
    ],
  ])('%#: %s', (userAgent, words) => {
    expect(describeDevice(userAgent)).toBe(words)
  })

  test.each([[''], ['  '], ['curl/8.5.0'], ['x'.repeat(1_000_000)], ['\0\r\n\u001b[31m']])(
    'says so when nothing is known: %#',
    (userAgent) => {
      expect(describeDevice(userAgent)).toBe('Unknown browser')
    },
  )

  test('names an unknown browser on a known system, and the reverse', () => {
    expect(describeDevice('Ownbrowser/1.0 (Windows NT 10.0; Win64)')).toBe(
      'Unknown browser on Windows',
    )
    expect(describeDevice('Mozilla/5.0 (Unheard) Gecko/20100101 Firefox/144.0')).toBe('Firefox')
  })

  test('reads at most 512 characters', () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'
    expect(describeDevice(`${'x'.repeat(512)}${firefox}`)).toBe('Unknown browser')
  })

  test('never repeats text from the client', () => {
    expect(describeDevice('Your bank, call 0800/1 now')).toBe('Unknown browser')
  })

  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 'computer'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'phone',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
      'tablet',
    ],
    ['', 'computer'],
    ['curl/8.5.0', 'computer'],
  ])('%#: what it runs on', (userAgent, kind) => {
    expect(deviceKind(userAgent)).toBe(kind)
  })

  test('is short and printable for any input', () => {
    fc.assert(
      fc.property(anyText(600), (userAgent) => {
        expect(describeDevice(userAgent)).toMatch(/^[\x20-\x7e]{1,60}$/)
      }),
    )
  })
})
