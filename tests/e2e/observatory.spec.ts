import { readRoleTable } from '../setup/role-table'
import { expect, test } from './fixtures'
import type { RawAnswer } from './setup/http'
import { scoreOf } from './setup/observatory'
import { become } from './setup/roles'

/* Over https, as the Observatory scans. */
test.use({ server: 'behind-tls' })

/** The best result for a page: nothing is missing, all extra credit is earned. */
const BEST = { points: 130, grade: 'A+', remarks: [] }

const pages = readRoleTable().pages.map(({ name }) => name.replace(/\[\w+\]/, 'x'))

for (const role of ['anonymous', 'user', 'admin'] as const) {
  test(`every page earns an A+ from the Observatory, requested as ${role}`, async ({
    database,
  }) => {
    const person = await become(role, 'behind-tls', database)
    for (const path of [...pages, '/no/such/page', '/verify-email?token=x', '/api/auth/session']) {
      const answer = await person.ask({ path }, { accept: 'text/html' })
      const score = scoreOf(answer)
      expect(score.remarks, path).toEqual([])
      expect(score.grade, path).toBe('A+')
      expect(score.points, path).toBeGreaterThanOrEqual(BEST.points)
    }
  })
}

test('the rules deduct points for what is missing', () => {
  const good: RawAnswer = {
    status: 200,
    body: '<script src="/a.js"></script>',
    headers: {
      'content-security-policy': "default-src 'none'; script-src 'nonce-x'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=63072000',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
  }
  expect(scoreOf(good)).toEqual(BEST)
  const changes: [Partial<RawAnswer['headers']>, number][] = [
    [{ 'content-security-policy': '' }, 55],
    [{ 'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'" }, 60],
    [{ 'content-security-policy': "script-src 'self'; frame-ancestors 'none'" }, 80],
    [
      {
        'content-security-policy':
          "default-src 'none'; script-src 'self' 'unsafe-eval'; frame-ancestors 'none'",
      },
      110,
    ],
    [{ 'strict-transport-security': '' }, 80],
    [{ 'referrer-policy': 'unsafe-url' }, 120],
    [{ 'x-content-type-options': '' }, 125],
    [{ 'cross-origin-resource-policy': '' }, 120],
    [{ 'access-control-allow-origin': '*' }, 50],
    [{ 'set-cookie': ['a=b; HttpOnly; SameSite=Lax'] }, 60],
    [{ 'set-cookie': ['a=b; Secure; SameSite=Lax'] }, 70],
    [{ 'set-cookie': ['a=b; Secure; HttpOnly; SameSite=Lax'] }, 135],
  ]
  for (const [headers, points] of changes) {
    const changed = { ...good, headers: { ...good.headers, ...headers } }
    expect(scoreOf(changed).points, JSON.stringify(headers)).toBe(points)
  }
  const foreign = '<script src="//cdn.example/x.js"></script>'
  expect(scoreOf({ ...good, body: foreign }).grade).toBe('less')
})
