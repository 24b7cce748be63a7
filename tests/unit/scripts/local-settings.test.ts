import { describe, expect, test } from 'vitest'
import { localSettings } from '@/scripts/run/local-settings.mjs'

const PRODUCTION = {
  AUTH_URL: 'https://accounts.example.com',
  AUTH_SECRET: 'a'.repeat(40),
  AUDIT_SECRET: 'b'.repeat(40),
  PASSWORD_PEPPER: `p1:${'c'.repeat(40)}`,
  DATABASE_URL: 'postgresql://latchkey:hunter2@db.example.com/latchkey',
  SMTP_URL: 'smtp://mail.example.com',
}
const LOCAL = 'postgresql://me@localhost:5432/notes'
const NOTHING_SET = {
  databaseUrl: undefined,
  line: 'Database: the embedded one of this clone, in .data.',
}

const IGNORED =
  'Database: the embedded one of this clone, in .data. DATABASE_URL and SMTP_URL are for npm start ' +
  'and ignored here; the command line needs --demo.'

test('without settings the embedded database is used, and the first line says so', () => {
  expect(localSettings({}, {})).toMatchObject(NOTHING_SET)
  expect(localSettings({ DATABASE_URL: ' ' }, { SMTP_URL: '' })).toMatchObject(NOTHING_SET)
})

describe('an installation is never touched', () => {
  test('whose settings a shell has exported: neither its addresses nor its identity', () => {
    const { databaseUrl, env, line } = localSettings({ ...PRODUCTION, PORT: '4000' }, {})
    expect(databaseUrl).toBeUndefined()
    expect(line).toBe(IGNORED)
    const given = Object.entries(env).filter(([, value]) => value !== '')
    expect(Object.fromEntries(given)).toEqual({ PORT: '4000' })
  })

  test('whose settings are in an env file: the server cannot read them there either', () => {
    const { databaseUrl, env, line } = localSettings({}, PRODUCTION)
    expect(databaseUrl).toBeUndefined()
    expect(line).toBe(IGNORED)
    expect(env).toEqual({ DATABASE_DIRECT_URL: '', AUDIT_SECRET: '', SMTP_URL: '' })
  })

  test('by naming its database a second time', () => {
    const LOCAL_DATABASE_URL = PRODUCTION.DATABASE_URL
    expect(() => localSettings({ LOCAL_DATABASE_URL }, PRODUCTION)).toThrow(
      /^LOCAL_DATABASE_URL and DATABASE_URL name the same database\. Give demo and dev/,
    )
  })
})

test.each([
  ['the shell', { LOCAL_DATABASE_URL: LOCAL, LOCAL_SMTP_URL: 'smtp://localhost:1025' }, {}],
  ['an env file', {}, { LOCAL_DATABASE_URL: LOCAL, LOCAL_SMTP_URL: 'smtp://localhost:1025' }],
])('a database and a mail server to use here have names of their own, in %s', (_, shell, files) => {
  const { databaseUrl, env, line } = localSettings(shell, files)
  expect({ databaseUrl, line }).toEqual({
    databaseUrl: LOCAL,
    line: 'Database: notes on localhost:5432, of LOCAL_DATABASE_URL.',
  })
  expect(env.SMTP_URL).toBe('smtp://localhost:1025')
})

test('a shell without an installation may choose address and secrets', () => {
  const { env } = localSettings({ AUTH_URL: 'http://localhost:4000', AUDIT_SECRET: 'x' }, {})
  expect(env).toMatchObject({ AUTH_URL: 'http://localhost:4000', AUDIT_SECRET: 'x' })
})
