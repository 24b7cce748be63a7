import { ROLE_NAMES } from '@/lib/domain/accounts/roles'
import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, seconds } from '@/lib/domain/time'
import { resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { newAccount, PASSWORD } from '../setup/new-account'
import { newSession } from '../setup/new-session'
import { newVisitor } from '../setup/new-visitor'
import { withTwoFactor } from '../setup/two-factor'
import { cli, compiledCli } from './run-cli'

const cliProcess = compiledCli()

async function eventsOf(targetId: string | null) {
  const events = await prisma().auditEvent.findMany({ where: { targetId } })
  return events
    .filter(({ details }) => JSON.stringify(details).includes('"cli"'))
    .map(({ action, actorId, details }) => ({ action, actorId, details }))
}

test('unlock opens an account whose lock would never expire', async () => {
  const account = await newAccount()
  const signInAt = (now: Date, password: string) =>
    signIn({ identifier: account.email, password }, newVisitor(), now)
  const start = new Date()
  for (let guess = 0; guess < 6; guess += 1) await signInAt(start, `wrong password ${guess}`)
  expect(await signInAt(start, PASSWORD)).toMatchObject({ refusal: { code: 'rate_limited' } })

  const { code, stdout } = await cli(['unlock', account.username])
  expect(code).toBe(0)
  expect(stdout).toBe(`${account.username} (${account.email}) can try to sign in again.\n`)
  expect(await signInAt(start, PASSWORD)).toMatchObject({ ok: true })
  expect(await eventsOf(account.id)).toEqual([
    { action: 'user_unlocked', actorId: null, details: { via: 'cli' } },
  ])
})

test('revoke-sessions ends the sessions of one account only', async () => {
  const now = new Date()
  const [account, bystander] = [await newAccount(), await newAccount()]
  const mine = [await newSession(account, now), await newSession(account, now)]
  const theirs = await newSession(bystander, now)

  const command = ['revoke-sessions', account.email.toUpperCase(), '--json']
  const { code, stdout } = await cliProcess(command, { env: { LOG_LEVEL: 'info' } })

  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    ok: true,
    user: { id: account.id, username: account.username, email: account.email },
    ended: 2,
  })
  const after = later(new Date(), seconds(1))
  for (const { id } of mine) expect(await checkSession(id, after)).toBeNull()
  expect(await checkSession(theirs.id, after)).not.toBeNull()
  expect(await eventsOf(account.id)).toEqual([
    { action: 'session_ended', actorId: null, details: { via: 'cli', sessionsEnded: 2 } },
  ])
})

test('revoke-sessions --all ends all sessions, after confirmation', async () => {
  const session = await newSession(await newAccount(), new Date())
  const unsure = await cli(['revoke-sessions', '--all'])
  expect(unsure).toMatchObject({
    code: 1,
    stderr: 'This signs everyone out. Add --yes to continue.\n',
  })
  expect(await checkSession(session.id, new Date())).not.toBeNull()

  const sure = await cli(['revoke-sessions', '--all', '--yes'])
  expect(sure.code).toBe(0)
  expect(sure.stdout).toMatch(/^\d+ sessions? ended\. Everyone has to sign in again\.$/m)
  expect(await prisma().session.count({ where: { revokedAt: null } })).toBe(0)
  expect(await eventsOf(null)).toHaveLength(1)
})

test('revoke-sessions requires an account', async () => {
  const [nobody, both] = await Promise.all([
    cli(['revoke-sessions']),
    cli(['revoke-sessions', 'somebody', '--all']),
  ])
  for (const { code, stderr } of [nobody, both]) {
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Specify whose sessions to end: <who>, or --all\./)
  }
})

test('reset-link prints a link that works once, and mails nothing', async () => {
  const account = await newAccount()
  const first = await cli(['reset-link', account.id])
  const second = await cli(['reset-link', account.id, '--json'])
  const older = /token=([\w-]{43})/.exec(first.stdout)?.[1] ?? ''
  expect(first.stdout).toMatch(/Keep it secret: anyone who opens it can take over the account\./)
  const { link, expiresAt } = JSON.parse(second.stdout) as { link: string; expiresAt: string }
  expect(Number(new Date(expiresAt)) - Date.now()).toBeGreaterThan(seconds(1700))
  const token = new URL(link).searchParams.get('token') ?? ''

  const now = new Date()
  const use = (which: string) =>
    resetPassword({ token: which, password: 'lantern meadow bicycle' }, newVisitor(), now)
  expect(await use(older)).toMatchObject({ refusal: { code: 'token_invalid' } })
  expect(await prisma().outboxMail.count({ where: { template: 'reset-password' } })).toBe(0)
  expect(await use(token)).toMatchObject({ ok: true })
  expect(await use(token)).toMatchObject({ refusal: { code: 'token_invalid' } })
  expect(await eventsOf(account.id)).toContainEqual({
    action: 'authn_token_created',
    actorId: null,
    details: { via: 'cli', purpose: 'reset_password' },
  })
})

test('set-role makes an administrator, and keeps the last one', async () => {
  await prisma().user.updateMany({ data: { role: 'USER' } })
  const account = await newAccount()
  const made = await cli(['set-role', account.username, 'admin'])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toBe(`${account.username} (${account.email}) was USER and is now ADMIN.\n`)

  const [again, last, unknown] = await Promise.all([
    cli(['set-role', account.username, 'ADMIN']),
    cli(['set-role', account.username, 'USER']),
    cli(['set-role', account.username, 'owner']),
  ])
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/ is already ADMIN\.\n$/) })
  expect(last).toMatchObject({
    code: 1,
    stderr: 'At least one active administrator must remain.\n',
  })
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toContain(`There is no role "owner". Roles: ${ROLE_NAMES.join(', ')}.`)
  expect(await eventsOf(account.id)).toEqual([
    {
      action: 'authz_change',
      actorId: null,
      details: { via: 'cli', from: 'USER', to: 'ADMIN' },
    },
  ])
})

test('disable blocks an account until a given time, and enable unblocks it', async () => {
  const account = await newAccount()
  const session = await newSession(account, new Date())
  const signInNow = () =>
    signIn({ identifier: account.email, password: PASSWORD }, newVisitor(), new Date())
  const disabling = ['disable', account.email, '--reason', 'Left the company']

  const { code, stdout } = await cli([...disabling, '--until', '2999-01-31T12:00Z'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/ is disabled until 2999-01-31T12:00:00\.000Z; all sessions ended\.$/m)
  expect(await signInNow()).toMatchObject({ refusal: { code: 'account_disabled' } })
  expect(await checkSession(session.id, new Date())).toBeNull()
  const row = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
  expect(row.disabledReason).toBe('Left the company')

  expect(await cli(['enable', account.email])).toMatchObject({ code: 0, stderr: '' })
  expect(await signInNow()).toMatchObject({ ok: true })
  const events = (await eventsOf(account.id)).map(({ action }) => action)
  expect(events).toEqual(['user_disabled', 'user_enabled'])
  expect(JSON.stringify(await eventsOf(account.id))).not.toContain('company')
})

test('disable requires a reason, and an end in the future', async () => {
  const { username } = await newAccount()
  const [without, past, vague, never] = await Promise.all([
    cli(['disable', username]),
    cli(['disable', username, '--reason', 'x', '--until', '2020-01-01T00:00Z']),
    cli(['disable', username, '--reason', 'x', '--until', 'tomorrow']),
    cli(['disable', username, '--reason', 'x', '--until', '2999-02-31T00:00Z']),
  ])
  expect(without.code).toBe(2)
  expect(without.stderr).toMatch(/^Give a reason: --reason <text>\./)
  expect(past).toMatchObject({ code: 1, stderr: '--until: Choose a time in the future.\n' })
  expect(vague).toMatchObject({
    code: 1,
    stderr: '--until: Include the time zone, such as 2027-01-31T12:00Z.\n',
  })
  expect(never.stderr).toBe('--until: There is no such day. Give another.\n')
})

test('an unknown account is reported as such, however it is named', async () => {
  const answers = await Promise.all([
    cli(['unlock', 'nobody@example.com']),
    cli(['revoke-sessions', '00000000-0000-0000-0000-000000000000']),
    cli(['reset-link', '%']),
  ])
  for (const { code, stdout, stderr } of answers) {
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^There is no account ".+"\. Use an email, a username/)
  }
})

test('reset-two-factor turns it off, ends the sessions, and tells the owner', async () => {
  const account = await newAccount()
  const now = new Date()
  await withTwoFactor(account, now)

  const { code, stdout } = await cli(['reset-two-factor', account.username, '--reason', 'Lost it'])
  expect(code).toBe(0)
  expect(stdout).toBe(
    `Two-factor of ${account.username} (${account.email}) is off, without passkeys; all sessions ended.\n`,
  )
  expect(await eventsOf(account.id)).toEqual([
    {
      action: 'two_factor_reset',
      actorId: null,
      details: { via: 'cli', sessionsEnded: 1, passkeys: 0 },
    },
  ])
  const mail = await prisma().outboxMail.findFirst({
    where: { accountId: account.id, template: 'two-factor-reset' },
  })
  expect(mail?.data).toMatchObject({ reason: 'Lost it' })

  const again = await cli(['reset-two-factor', account.email, '--json'])
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, wasOn: false })
})
