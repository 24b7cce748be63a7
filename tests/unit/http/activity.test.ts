import { describe, expect, test } from 'vitest'
import { showsActivity } from '@/lib/http/activity'

describe('what counts as activity', () => {
  test.each([
    ['GET', '/dashboard', { 'sec-fetch-mode': 'navigate' }, true],
    ['GET', '/dashboard', { accept: 'text/html,application/xhtml+xml' }, true],
    ['GET', '/dashboard', { rsc: '1' }, true],
    ['POST', '/account', { 'next-action': 'abc' }, true],
    ['POST', '/sign-in', { 'content-type': 'multipart/form-data' }, true],
    ['GET', '/dashboard', {}, false],
    ['GET', '/dashboard', { accept: '*/*' }, false],
    ['GET', '/dashboard', { 'sec-fetch-mode': 'cors', accept: 'text/html' }, false],
    ['GET', '/dashboard', { 'sec-fetch-mode': 'navigate', 'sec-purpose': 'prefetch' }, false],
    ['GET', '/dashboard', { accept: 'text/html', purpose: 'prefetch' }, false],
    ['GET', '/dashboard', { rsc: '1', 'next-router-prefetch': '1' }, false],
    ['GET', '/dashboard', { rsc: '1', 'next-router-segment-prefetch': '/_tree' }, false],
    ['GET', '/dashboard', { rsc: '1', 'next-hmr-refresh': '1' }, false],
    ['HEAD', '/dashboard', { 'sec-fetch-mode': 'navigate' }, false],
    ['GET', '/api/auth/session', { accept: 'text/html' }, false],
    ['POST', '/api/auth/session', {}, false],
    ['GET', '/api/health', { 'sec-fetch-mode': 'navigate' }, false],
    ['GET', '/_next/static/a.js', { 'sec-fetch-mode': 'no-cors' }, false],
  ])('%s %s with %o counts: %s', (method, path, headers, counts) => {
    expect(showsActivity(method, path, headers)).toBe(counts)
  })
})
