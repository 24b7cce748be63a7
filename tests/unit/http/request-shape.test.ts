import { describe, expect, test } from 'vitest'
import { judgeContentType, judgeShape, pathOf } from '@/lib/http/request-shape'

const HOST = ['Host', 'localhost:3000']
const statusOf = (method: string, target: string, rawHeaders = HOST) =>
  judgeShape({ method, target, rawHeaders })?.status ?? null

describe('the shape of a request is checked:', () => {
  test.each([
    ['GET', '/', null],
    ['HEAD', '/sign-in', null],
    ['POST', '/api/auth/callback/credentials', null],
    ['GET', '/caf%C3%A9?q=%zz%00', null],
    ['GET', "/a+b/~c;d=e,f!$&'()*:@", null],
    ['PUT', '/', 405],
    ['DELETE', '/account', 405],
    ['PATCH', '/', 405],
    ['OPTIONS', '*', 405],
    ['TRACE', '/', 405],
    ['get', '/', 405],
    ['', '/', 405],
    ['GET', 'http://169.254.169.254/latest', 400],
    ['GET', 'evil.example:443', 400],
    ['GET', '*', 400],
    ['GET', '', 400],
    ['GET', '/a b', 400],
    ['GET', '/a#b', 400],
    ['GET', '/\u00e9', 400],
    ['GET', '/a\u0000', 400],
    ['GET', '/%', 400],
    ['GET', '/%zz', 400],
    ['GET', '/%E0%A4%A', 400],
    ['GET', '/%ff', 400],
    ['GET', '/a%00.png', 400],
    ['GET', '/x/../_global-error', 400],
    ['GET', '/./_global-error', 400],
    ['GET', '/x/%2e%2E/dashboard', 400],
    ['GET', '/x%2f..%2fdashboard', 400],
    ['GET', '/x\\..\\dashboard', 400],
    ['GET', '/dashboard/..', 400],
    ['GET', '/.well-known/security.txt', null],
    ['GET', '/a/...?b=/../', null],
    ['GET', `/${'a'.repeat(8191)}`, null],
    ['GET', `/${'a'.repeat(8192)}`, 414],
    ['GET', '/_next/image?url=%2Fa.png&w=64&q=75', 404],
    ['GET', '/_next/image', 404],
    ['GET', '/_next/images', null],
    ['GET', '/_next/data/x/dashboard.json', 404],
    ['GET', '/_global-error', 404],
    ['GET', '/_not-found', 404],
    ['GET', '/_global-error.rsc', 404],
    ['GET', '/_global-errors', null],
    ['GET', '/icon.svg', null],
    ['POST', '/icon.svg', 405],
    ['POST', '/_next/static/chunks/a.js', 405],
    ['POST', '/_next/static/x', 405],
    ['POST', '/sign-in?file=a.svg', null],
    ['POST', '/api/export.csv', null],
  ])('%s %s: %s', (method, target, status) => {
    expect(statusOf(method, target)).toBe(status)
  })

  test.each([
    ['Host', 'HOST'],
    ['Content-Length', 'content-length'],
    ['Transfer-Encoding', 'Transfer-Encoding'],
    ['Origin', 'origin'],
    ['Content-Type', 'Content-Type'],
    ['Sec-Fetch-Site', 'sec-fetch-site'],
    ['Next-Action', 'next-action'],
  ])('duplicate %s headers are refused', (first, second) => {
    expect(statusOf('POST', '/', [first, 'a', second, 'a'])).toBe(400)
  })

  test.each([
    ['chunked', null],
    ['Chunked', null],
    ['xchunked', 400],
    ['gzip, chunked', 400],
    ['identity', 400],
    ['', 400],
  ])('a body with the encoding %j: %s', (coding, status) => {
    expect(statusOf('POST', '/', [...HOST, 'Transfer-Encoding', coding])).toBe(status)
  })

  test('headers that may repeat are accepted', () => {
    expect(statusOf('GET', '/', [...HOST, 'Cookie', 'a=1', 'Cookie', 'b=2'])).toBeNull()
  })

  test('a WebSocket is refused and any other upgrade is ignored', () => {
    expect(statusOf('GET', '/', [...HOST, 'Upgrade', 'WebSocket'])).toBe(400)
    expect(statusOf('GET', '/', [...HOST, 'Upgrade', 'h2c'])).toBeNull()
  })

  test('the path ends where the query begins', () => {
    expect(pathOf('/a?b?c')).toBe('/a')
    expect(pathOf('/a')).toBe('/a')
  })
})

describe('the content type is checked:', () => {
  const form = 'application/x-www-form-urlencoded'
  test.each([
    ['/sign-in', form, false, null],
    ['/sign-in', 'Application/X-WWW-Form-Urlencoded; charset=UTF-8', false, null],
    ['/account', 'multipart/form-data; boundary=x', false, null],
    ['/account', 'text/plain;charset=UTF-8', true, null],
    ['/account', 'text/plain;charset=UTF-8', false, 415],
    ['/account', 'application/json', false, 415],
    ['/account', 'application/json', true, 415],
    ['/api/auth/callback/credentials', 'application/json', false, null],
    ['/api/auth/callback/credentials', 'text/plain', false, 415],
    ['/api/auth/callback/credentials', 'text/xml', false, 415],
    ['/api/auth/callback/credentials', undefined, false, 415],
    ['/api/auth/callback/credentials', '', false, 415],
    ['/apiary', 'application/json', false, 415],
  ])('%s as %s (action: %s): %s', (path, contentType, isServerAction, status) => {
    const request = { method: 'POST', path, hasBody: true, contentType, isServerAction }
    expect(judgeContentType(request)?.status ?? null).toBe(status)
  })

  test('a request without a body is accepted', () => {
    const request = { path: '/', contentType: undefined, isServerAction: false }
    expect(judgeContentType({ ...request, method: 'POST', hasBody: false })).toBeNull()
    expect(judgeContentType({ ...request, method: 'GET', hasBody: true })).toBeNull()
  })
})
