import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { importUsers } from '@/lib/services/transfer/import-users'
import type { ImportOptions } from '@/lib/services/transfer/judge-user'
import { prepareImport } from '@/lib/services/transfer/prepare-import'
import { newAccount } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'

const PASSWORD = 'lantern ladder lagoon'
const ARGON2 =
  '$argon2id$v=19$m=1024,t=2,p=1$geJSa3PtDiDT4y7Yt4j2yg$7qLB7SFl5lA0pEg/WSB3K8sFGfshp/JhYAh7psjAghc'
const DJANGO =
  'pbkdf2_sha256$2000$jGA7nYriGvybYD0hWqyk9Y$Xk0Wjoxnzxg4o1WR8YoqrHbtjT8of9zOZ0hxBjKEJo8='
const DEVISE = '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a'

const OPTIONS: ImportOptions = {
  ...{ emailsConfirmed: false, makeUsernames: false, allowedEmailDomains: [] },
}

async function importing(content: string, options: Partial<ImportOptions> = {}) {
  const now = new Date()
  const prepared = await prepareImport(Buffer.from(content), { ...OPTIONS, ...options }, now)
  if ('problem' in prepared) throw new Error(prepared.problem)
  const { users, known, bad } = prepared
  return { ...(await importUsers(users, now, () => {})), known, bad }
}

async function signingIn(identifier: string, password = PASSWORD) {
  return signIn({ identifier, password }, newVisitor(), new Date())
}

test('people sign in with the password of the other system, and get a hash of this one', async () => {
  const done = await importing(
    [
      'id,email,name,username,password,email_verified,created_at,is_active',
      `0b8a2f5e-7b1c-4c52-9d4b-3b0f7c1f0a01,Ada@Example.com,Ada King,ada,${JSON.stringify(ARGON2)},t,2020-02-03,t`,
      `17,grace@example.com,,,${DJANGO},t,,t`,
      `18,alan@example.com,Alan,,${DEVISE},f,,t`,
      `19,kurt@example.com,Kurt,,${DJANGO},t,,f`,
      '20,rosa@example.com,Rosa,,!none,t,,t',
    ].join('\n'),
  )
  expect(done).toEqual({ imported: 5, skipped: 0, known: 0, bad: [] })
  const ada = await prisma().user.findUniqueOrThrow({ where: { username: 'ada' } })
  expect(ada).toMatchObject({
    ...{ id: '0b8a2f5e-7b1c-4c52-9d4b-3b0f7c1f0a01', email: 'ada@example.com', name: 'Ada King' },
    ...{ createdAt: new Date('2020-02-03T00:00:00Z'), passwordScheme: 'IMPORTED', role: 'USER' },
  })
  expect(await signingIn('ada', `${PASSWORD} `)).toMatchObject({ ok: false })
  expect(await signingIn('ada')).toMatchObject({ ok: true })
  expect(await signingIn('grace@example.com')).toMatchObject({
    ok: true,
    value: { username: 'grace', name: 'grace' },
  })
  const replaced = await prisma().user.findUniqueOrThrow({ where: { username: 'ada' } })
  expect(replaced).toMatchObject({ passwordScheme: 'BCRYPT_HMAC' })
  expect(await signingIn('ada')).toMatchObject({ ok: true })

  expect(await signingIn('alan@example.com', 'U*U*U')).toMatchObject({
    refusal: { code: 'email_not_verified' },
  })
  expect(await signingIn('kurt@example.com')).toMatchObject({
    refusal: { code: 'account_disabled' },
  })
  expect(await signingIn('rosa@example.com')).toMatchObject({
    refusal: { code: 'invalid_credentials' },
  })
  const events = await prisma().auditEvent.findMany({ where: { targetId: ada.id } })
  expect(events[0]).toMatchObject({
    ...{ action: 'user_created', actorId: null, details: { via: 'cli', imported: true } },
  })
})

test('the same file again creates nobody', async () => {
  const file = 'email,password\nedsger@example.com,\nbarbara@example.com,\n'
  expect(await importing(file)).toMatchObject({ imported: 2 })
  expect(await importing(file)).toMatchObject({ imported: 0, known: 2, bad: [] })
})

describe('a user who cannot be imported', () => {
  const bad = [
    'email,username,name,password,created_at',
    'nobody,,,,',
    'b1@example.com,root,,,',
    `b2@example.com,,${'x'.repeat(81)},,`,
    `b3@example.com,,,${PASSWORD},`,
    'b4@example.com,,,"$scrypt$ln=30,r=8,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",',
    'b5@example.com,,,,2999-01-01',
    'good@example.com,good,,,',
    'good@example.com,other,,,',
    'b6@example.com,good,,,',
    '"b7@example.com","b\n7",,,',
    'b8@example.com,b88,\u202eevil,,',
  ].join('\n')

  test('is named with its line, and the others are imported', async () => {
    const done = await importing(bad)
    expect(done.imported).toBe(1)
    expect(done.bad.map(({ where, problem }) => `${where}: ${problem}`)).toEqual([
      'Line 2: Give a valid email, such as name@example.com.',
      expect.stringMatching(/^Line 3: Give a username of 3–30 characters.*--make-usernames\.$/),
      expect.stringMatching(/^Line 4: Give a name of/),
      expect.stringMatching(/^Line 5: The password hash has a format that is not known here\./),
      expect.stringMatching(/^Line 6: The password hash is malformed, or would take too long/),
      expect.stringMatching(/^Line 7: Give the time of creation/),
      expect.stringMatching(/^Line 11: Give a username/),
      expect.stringMatching(/^Line 13: Give a name of/),
      'Line 9: Line 8 has the same email. Keep one of them.',
      expect.stringMatching(/^Line 10: Line 8 has the same username\./),
    ])
    expect(JSON.stringify(done)).not.toContain(PASSWORD)
  })

  test('gets another username with --make-usernames', async () => {
    const taken = await newAccount()
    const file = `email,username\nc1@example.com,${taken.username}\nc2@example.com,Not A Name\n`
    expect(await importing(file)).toMatchObject({ imported: 0 })
    expect(await importing(file, { makeUsernames: true })).toMatchObject({ imported: 2 })
    const users = await prisma().user.findMany({ where: { email: { startsWith: 'c' } } })
    expect(users.map(({ username }) => username)).toEqual(
      expect.arrayContaining([`${taken.username}-2`, 'c20']),
    )
  })
})

test('made-up usernames never collide', async () => {
  const domains = Array.from({ length: 120 }, (_, n) => `info@d${n}.example.com`)
  expect(await importing(`email\n${domains.join('\n')}\n`)).toMatchObject({ imported: 120 })
  const users = await prisma().user.findMany({ where: { username: { startsWith: 'info' } } })
  expect(users.map(({ username }) => username)).toContain('info-121')
  expect(users).toHaveLength(120)
})

describe('JSON', () => {
  test('of a Keycloak realm is read', async () => {
    const value = 'Mv6eUj0cZggcZCys0rnTilfDn/Ybm8oobOO7T5PvUFk='
    const salt = Buffer.from('0123456789abcdef').toString('base64')
    const more = { memory: ['1024'], type: ['id'], version: ['1.3'], parallelism: ['1'] }
    const credential = {
      type: 'password',
      secretData: JSON.stringify({ value, salt }),
      credentialData: JSON.stringify({
        ...{ hashIterations: 5, algorithm: 'argon2', additionalParameters: more },
      }),
    }
    const realm = {
      realm: 'acme',
      users: [
        {
          ...{ username: 'kc@example.com', email: 'kc@example.com', emailVerified: true },
          ...{
            enabled: true,
            firstName: 'Key',
            lastName: 'Cloak',
            createdTimestamp: 1738324800000,
          },
          credentials: [{ type: 'otp' }, credential],
        },
      ],
    }
    expect(await importing(JSON.stringify(realm))).toMatchObject({ imported: 1 })
    expect(await signingIn('kc@example.com')).toMatchObject({
      ok: true,
      value: { username: 'kc0', name: 'Key Cloak' },
    })
  })

  test('of Firebase is read with the parameters of its project', async () => {
    const firebase = {
      signerKey: Buffer.from(
        'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
        'base64',
      ),
      ...{ saltSeparator: Buffer.from('Bw==', 'base64'), rounds: 8, memoryCost: 14 },
    }
    const user = {
      ...{ localId: 'xyz', email: 'fire@example.com', emailVerified: true, displayName: 'Fire' },
      ...{ salt: '42xEC+ixf3L2lw==', createdAt: '1738324800000', disabled: false },
      passwordHash:
        'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
    }
    const file = JSON.stringify({ users: [user] })
    expect(await importing(file)).toMatchObject({
      bad: [{ where: 'User 1', problem: expect.stringMatching(/^A hash of Firebase needs/) }],
    })
    expect(await importing(file, { firebase })).toMatchObject({ imported: 1 })
    expect(await signingIn('fire@example.com', 'user1password')).toMatchObject({ ok: true })
  })
})

test('an import is resumed where it was interrupted', async () => {
  const emails = Array.from({ length: 1200 }, (_, n) => `many${n}@example.com`)
  await importing(`email\n${emails.slice(0, 500).join('\n')}\n`)
  expect(await importing(`email\n${emails.join('\n')}\n`)).toMatchObject({
    ...{ imported: 700, known: 500 },
  })
})
