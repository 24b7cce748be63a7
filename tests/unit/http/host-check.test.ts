import { describe, expect, test } from 'vitest'
import { judgeHost } from '@/lib/http/host-check'

const LOCAL = 'http://localhost:3000'
const PUBLIC = 'https://accounts.example.com'

describe('the Host header', () => {
  test.each([
    [PUBLIC, 'accounts.example.com', 'ours'],
    [PUBLIC, 'Accounts.Example.COM', 'ours'],
    [PUBLIC, 'accounts.example.com:443', 'ours'],
    [PUBLIC, 'accounts.example.com:80', 'unknown'],
    [PUBLIC, 'accounts.example.com.', 'unknown'],
    [PUBLIC, 'evil.example', 'unknown'],
    [PUBLIC, 'localhost:3000', 'unknown'],
    [PUBLIC, 'accounts.example.com@evil.example', 'unknown'],
    [PUBLIC, 'evil.example/accounts.example.com', 'unknown'],
    [PUBLIC, 'accounts.example.com:443:80', 'unknown'],
    [PUBLIC, 'accounts.example.com:99999', 'unknown'],
    [PUBLIC, '%61ccounts.example.com', 'unknown'],
    [PUBLIC, 'accounts.example.com,evil.example', 'unknown'],
    [PUBLIC, '', 'missing'],
    [PUBLIC, undefined, 'missing'],
    [LOCAL, 'localhost:3000', 'ours'],
    [LOCAL, 'localhost', 'unknown'],
  ])('of %s with %s is %s in production', (authUrl, host, kind) => {
    expect(judgeHost({ host, method: 'GET', target: '/' }, authUrl, true).kind).toBe(kind)
  })

  test.each([
    ['127.0.0.1:3000', 'GET', 'elsewhere'],
    ['[::1]:3000', 'GET', 'elsewhere'],
    ['localhost:3001', 'HEAD', 'elsewhere'],
    ['127.0.0.1:3000', 'POST', 'unknown'],
    ['127.0.0.1.evil.example:3000', 'GET', 'unknown'],
    ['evil.example:3000', 'GET', 'unknown'],
  ])('outside production, %s with %s is %s', (host, method, kind) => {
    expect(judgeHost({ host, method, target: '/' }, LOCAL, false).kind).toBe(kind)
  })

  test.each([
    ['/sign-in?callbackUrl=%2Faccount', `${LOCAL}/sign-in?callbackUrl=%2Faccount`],
    ['/', `${LOCAL}/`],
    ['//evil.example/x', `${LOCAL}//evil.example/x`],
    ['/\\evil.example', `${LOCAL}//evil.example`],
    ['/@evil.example', `${LOCAL}/@evil.example`],
    ['/a?b=//evil.example?c', `${LOCAL}/a?b=//evil.example?c`],
    ['/../../x', `${LOCAL}/x`],
  ])('with another loopback name redirects %s to %s', (target, location) => {
    const verdict = judgeHost({ host: '127.0.0.1:3000', method: 'GET', target }, LOCAL, false)
    expect(verdict).toEqual({ kind: 'elsewhere', location })
    expect(new URL(location).origin).toBe(LOCAL)
  })

  test.each(['/api/health', '/api/health/ready?x', '/api/metrics'])(
    'is not checked for the probe %s',
    (target) => {
      const request = { host: '10.1.2.3:8080', method: 'GET', target }
      expect(judgeHost(request, PUBLIC, true).kind).toBe('ours')
    },
  )

  test('is checked for a path that only resembles a probe', () => {
    const request = { host: 'evil.example', method: 'GET', target: '/api/health/../auth/session' }
    expect(judgeHost(request, PUBLIC, true).kind).toBe('unknown')
  })
})
