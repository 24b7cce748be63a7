import { describe, expect, test } from 'vitest'
import { parseEnv } from '@/lib/env'
import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { product } from '@/lib/product'
import { PRODUCTION, problemsOf } from '../setup/environments'

const SECRET = PRODUCTION.AUTH_SECRET
const PEPPER = PRODUCTION.PASSWORD_PEPPER.slice('p1:'.length)
const DEMO = {
  LATCHKEY_MODE: 'demo',
  AUTH_SECRET: SECRET,
  DATABASE_URL: 'postgresql://127.0.0.1:5433/latchkey',
  PASSWORD_PEPPER: `p1:${SECRET}`,
}

describe('production', () => {
  test('is the default mode, with the defaults of the contract', () => {
    expect(parseEnv(PRODUCTION)).toMatchObject({
      isProduction: true,
      isHttps: true,
      AUTH_SECRET: [SECRET],
      PASSWORD_PEPPER: [{ id: 'p1', secret: PEPPER }],
      BCRYPT_COST: 12,
      SESSION_IDLE_SECONDS: 3600,
      SESSION_ABSOLUTE_SECONDS: 28_800,
      SESSION_REMEMBER_SECONDS: 2_592_000,
      SIGN_IN_MAX_FAILURES: 5,
      SIGN_IN_LOCK_SECONDS: 30,
      SIGN_IN_IP_PER_MINUTE: 30,
      REQUIRE_EMAIL_VERIFICATION: true,
      ALLOWED_EMAIL_DOMAINS: [],
      TRUSTED_PROXIES: 0,
      BREACH_CHECK_URL: 'https://api.pwnedpasswords.com',
      FLOW_INSPECTOR: 'off',
      AFTER_SIGN_IN: DEFAULT_PATH,
      AFTER_SIGN_IN_ADMIN: DEFAULT_PATH,
      RESET_TOKEN_SECONDS: 1800,
      VERIFY_TOKEN_SECONDS: 86_400,
      SUDO_SECONDS: 600,
      RETAIN_SESSIONS_DAYS: 30,
      RETAIN_LINKS_DAYS: 7,
      RETAIN_MAIL_DAYS: 30,
      CLEANUP_SECONDS: 600,
      LOG_LEVEL: 'info',
      PORT: 3000,
    })
  })

  test('reports everything that is missing at once', () => {
    expect(problemsOf({})).toEqual([
      'AUTH_URL is missing',
      'AUTH_SECRET is missing',
      'DATABASE_URL is missing',
      'PASSWORD_PEPPER is missing',
      'SMTP_URL is missing',
    ])
  })

  test('reports the problems in one message, one line each', () => {
    const source = { ...PRODUCTION, BCRYPT_COST: '9', PORT: 'http' }
    expect(() => parseEnv(source)).toThrow(
      `${product.name} cannot start:\n  - BCRYPT_COST must be at least 10\n  - PORT must be a whole number`,
    )
  })

  test('never repeats a secret in its message', () => {
    const problems = problemsOf({
      ...PRODUCTION,
      AUTH_SECRET: 'hunter2',
      PASSWORD_PEPPER: 'hunter3',
    })
    expect(problems).toHaveLength(2)
    expect(problems.join()).not.toContain('hunter')
  })

  test('requires https, except on loopback', () => {
    expect(problemsOf({ ...PRODUCTION, AUTH_URL: 'http://accounts.example.com' })).toHaveLength(1)
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      expect(parseEnv({ ...PRODUCTION, AUTH_URL: `http://${host}:3000` }).isHttps).toBe(false)
    }
  })

  test('treats an empty value as missing', () => {
    expect(problemsOf({ ...PRODUCTION, AUTH_SECRET: '  ' })).toEqual(['AUTH_SECRET is missing'])
    expect(parseEnv({ ...PRODUCTION, BCRYPT_COST: '' }).BCRYPT_COST).toBe(12)
  })
})

describe('secrets in production', () => {
  const GUESSABLE = 'the-latchkey-secret-of-our-company'

  test.each([
    ['AUTH_SECRET', 'a'.repeat(40), 'AUTH_SECRET repeats itself and is not random'],
    ['AUTH_SECRET', GUESSABLE, 'AUTH_SECRET contains an easily guessed word'],
    ['AUDIT_SECRET', GUESSABLE, 'AUDIT_SECRET contains an easily guessed word'],
    ['PASSWORD_PEPPER', `p1:${GUESSABLE}`, 'PASSWORD_PEPPER "p1" contains an easily guessed word'],
    ['PASSWORD_PEPPER', `p1:${SECRET}`, 'PASSWORD_PEPPER "p1" is the same as AUTH_SECRET'],
    ['METRICS_TOKEN', SECRET, 'METRICS_TOKEN is the same as AUTH_SECRET'],
  ])('%s cannot be weak or shared (%s)', (name, value, says) => {
    const problems = problemsOf({ ...PRODUCTION, [name]: value })
    expect(problems).toEqual([expect.stringContaining(says)])
    expect(problems[0]).toContain('openssl rand')
    expect(problems[0]).not.toContain(value)
  })

  test('the audit log is sealed with AUTH_SECRET unless it has its own secret', () => {
    expect(problemsOf({ ...PRODUCTION, AUDIT_SECRET: SECRET })).toEqual([])
  })

  test('a retired secret may be weak, because rotating away from it takes time', () => {
    const rotating = {
      AUTH_SECRET: `${SECRET},${GUESSABLE}`,
      PASSWORD_PEPPER: `p2:${PEPPER},p1:${GUESSABLE}`,
    }
    expect(problemsOf({ ...PRODUCTION, ...rotating })).toEqual([])
  })
})

describe('outside production', () => {
  test('the origin follows the port, and no external service checks passwords', () => {
    expect(parseEnv({ ...DEMO, PORT: '4000' })).toMatchObject({
      isProduction: false,
      AUTH_URL: 'http://localhost:4000',
      BREACH_CHECK_URL: undefined,
      FLOW_INSPECTOR: 'on',
    })
  })

  test('a malformed port is one problem, not two', () => {
    expect(problemsOf({ ...DEMO, PORT: 'http' })).toEqual(['PORT must be a whole number'])
  })
})

describe('a single value', () => {
  test.each([
    ['AUTH_URL', 'accounts.example.com'],
    ['AUTH_URL', 'https://accounts.example.com/app'],
    ['AUTH_URL', 'https://accounts.example.com/?x'],
    ['AUTH_URL', 'https://user@accounts.example.com'],
    ['AUTH_URL', 'ftp://accounts.example.com'],
    ['AUTH_URL', '*'],
    ['AUTH_URL', 'https://*'],
    ['AUTH_URL', 'https://*.example.com'],
    ['AUTH_SECRET', 'x'.repeat(31)],
    ['AUTH_SECRET', `${SECRET},short`],
    ['DATABASE_URL', 'mysql://db.example.com/latchkey'],
    ['DATABASE_URL', 'postgresql://one.example.com,two.example.com/latchkey'],
    ['DATABASE_URL', 'postgresql://one.example.com:5432,two.example.com:5432/latchkey'],
    ['DATABASE_URL', 'postgresql://latchkey:a#b@db.example.com/latchkey'],
    ['DATABASE_URL', 'postgresql://db.example.com/latchkey?schema=accounts'],
    ['DATABASE_URL', 'postgresql://db.example.com/latchkey?target_session_attrs=read-write'],
    ['DATABASE_DIRECT_URL', 'db.example.com'],
    ['DATABASE_POOL_MAX', '1'],
    ['HASH_THREADS', '0'],
    ['PASSWORD_PEPPER', SECRET],
    ['PASSWORD_PEPPER', 'p1:short'],
    ['PASSWORD_PEPPER', `p1:${SECRET},p1:${SECRET}`],
    ['PASSWORD_PEPPER', `no spaces:${SECRET}`],
    ['BCRYPT_COST', '9'],
    ['BCRYPT_COST', '16'],
    ['BCRYPT_COST', '12.5'],
    ['BCRYPT_COST', '1e1'],
    ['BCRYPT_COST', '0xc'],
    ['SESSION_IDLE_SECONDS', '0'],
    ['SESSION_REMEMBER_SECONDS', '9007199254740991'],
    ['SIGN_IN_MAX_FAILURES', '-1'],
    ['TRUSTED_PROXIES', '11'],
    ['REQUIRE_EMAIL_VERIFICATION', 'yes'],
    ['FLOW_INSPECTOR', 'maybe'],
    ['LATCHKEY_MODE', 'staging'],
    ['LOG_LEVEL', 'loud'],
    ['MAIL_FROM', product.name],
    ['SMTP_URL', 'mail.example.com'],
    ['BREACH_CHECK_URL', 'file:///etc/passwd'],
    ['METRICS_TOKEN', 'short'],
    ['PORT', '65536'],
  ])('%s=%s is refused in one sentence that names it', (name, value) => {
    const problems = problemsOf({ ...PRODUCTION, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} must (be|read) `))
  })

  test.each([
    ['AUTH_URL', 'https://Accounts.Example.com:443/', 'https://accounts.example.com'],
    ['AUTH_SECRET', `new-${SECRET}, old-${SECRET}`, [`new-${SECRET}`, `old-${SECRET}`]],
    ['ALLOWED_EMAIL_DOMAINS', ' Example.com, @example.org ,', ['example.com', 'example.org']],
    ['ALLOWED_EMAIL_DOMAINS', 'München-test.de', ['xn--mnchen-test-thb.de']],
    ['DATABASE_URL', 'postgresql:///latchkey?host=/run', 'postgresql:///latchkey?host=/run'],
    [
      'DATABASE_URL',
      'postgres://db/latchkey?schema=public',
      'postgres://db/latchkey?schema=public',
    ],
    ['SIGN_IN_MAX_FAILURES', '1000000000', 1_000_000_000],
    ['REQUIRE_EMAIL_VERIFICATION', 'false', false],
    ['PORT', ' 8080 ', 8080],
    ['BREACH_CHECK_URL', 'http://127.0.0.1:9999/hibp', 'http://127.0.0.1:9999/hibp'],
  ])('%s=%s is read as %j', (name, value, expected) => {
    expect(parseEnv({ ...PRODUCTION, [name]: value })).toHaveProperty(name, expected)
  })

  test('a pepper may contain colons', () => {
    const parsed = parseEnv({ ...PRODUCTION, PASSWORD_PEPPER: `p2:${SECRET}:x,p1:${SECRET}` })
    expect(parsed.PASSWORD_PEPPER).toEqual([
      { id: 'p2', secret: `${SECRET}:x` },
      { id: 'p1', secret: SECRET },
    ])
  })
})

test('the tests alone may hash at bcrypt’s least cost', () => {
  const cheap = { ...PRODUCTION, BCRYPT_COST: '4' }
  expect(parseEnv({ ...cheap, LATCHKEY_MODE: 'test' }).BCRYPT_COST).toBe(4)
  expect(problemsOf({ ...cheap, LATCHKEY_MODE: 'test', BCRYPT_COST: '3' })).toHaveLength(1)
  for (const LATCHKEY_MODE of ['production', 'demo', 'development']) {
    expect(problemsOf({ ...cheap, LATCHKEY_MODE })).toEqual(['BCRYPT_COST must be at least 10'])
  }
})

describe('the page after signing in', () => {
  test('is the same for administrators unless they have their own', () => {
    expect(parseEnv({ ...DEMO, AFTER_SIGN_IN: '/projects?tab=mine' })).toMatchObject({
      AFTER_SIGN_IN: '/projects?tab=mine',
      AFTER_SIGN_IN_ADMIN: '/projects?tab=mine',
    })
    expect(parseEnv({ ...DEMO, AFTER_SIGN_IN_ADMIN: '/admin/users' })).toMatchObject({
      AFTER_SIGN_IN: DEFAULT_PATH,
      AFTER_SIGN_IN_ADMIN: '/admin/users',
    })
  })

  test.each([
    ['another site', 'https://evil.example/'],
    ['another site without its scheme', '//evil.example'],
    ['a backslash', '/\\evil.example'],
    ['no path', 'dashboard'],
    ['the sign-in page, which would send back', '/sign-in'],
    ['the sign-up page', '/sign-up'],
    ['the API', '/api/health'],
  ])('is never %s', (_what, value) => {
    for (const name of ['AFTER_SIGN_IN', 'AFTER_SIGN_IN_ADMIN']) {
      expect(problemsOf({ ...DEMO, [name]: value })).toEqual([
        `${name} must be the path of a page on this site such as /dashboard, and not the sign-in or sign-up page`,
      ])
    }
  })
})
