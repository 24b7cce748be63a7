import { readRoleTable } from '../setup/role-table'
import { expect, test } from './fixtures'
import { rawRequest } from './setup/http'
import { runningServer } from './setup/servers'

const { port, url } = runningServer('standard')
const host = new URL(url).host
const pages = readRoleTable().pages.map(({ name }) => name.replace(/\[\w+\]/, 'x'))
const paths = [
  ...pages,
  '/no/such/page',
  '/icon.svg',
  '/api/auth/session',
  '/api/health',
  '/api/auth/x',
]

test('every response has a content type, and text has a charset', async () => {
  for (const path of paths) {
    const { status, headers, body } = await rawRequest({ port, path }, { host })
    if (body === '') continue
    const type = headers['content-type'] ?? ''
    expect(type, `${path} ${status}`).not.toBe('')
    if (type.startsWith('text/')) expect(type.toLowerCase(), path).toContain('charset=utf-8')
    if (path.startsWith('/api/') && status === 200) expect(type, path).toMatch(/^application\/json/)
  }
})

test('every response has its declared length, and HEAD has no body', async () => {
  for (const path of paths) {
    const { headers, body } = await rawRequest({ port, path }, { host })
    const length = headers['content-length']
    if (length !== undefined && headers['content-encoding'] === undefined) {
      expect(Number(length), path).toBe(Buffer.byteLength(body))
    }
    const head = await rawRequest({ port, path, method: 'HEAD' }, { host })
    expect(head.body, path).toBe('')
    expect(head.status, path).toBeLessThan(500)
  }
})

test('other methods than the supported ones are refused everywhere with 405 and Allow', async () => {
  for (const path of [
    '/',
    '/sign-in',
    '/dashboard',
    '/api/auth/session',
    '/icon.svg',
    '/no/such/page',
  ]) {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']) {
      const { status, headers } = await rawRequest({ port, path, method }, { host, origin: url })
      expect([status, headers.allow], `${method} ${path}`).toEqual([405, 'GET, HEAD, POST'])
    }
  }
})
