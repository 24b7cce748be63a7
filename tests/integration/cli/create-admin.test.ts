import { expect, test } from 'vitest'
import { USERNAME_RULE } from '@/lib/domain/accounts/identifiers'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { prisma } from '@/lib/data/database/prisma'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { resetPassword } from '@/lib/services/passwords/password-reset'
import { newAccount } from '../setup/new-account'
import { newVisitor } from '../setup/new-visitor'
import { cli, compiledCli } from './run-cli'

const cliProcess = compiledCli()
const PASSWORD = 'harbour violin umbrella'

const named = (username: string) => [
  ...['create-admin', '--email', `${username.toUpperCase()}@Example.com`],
  ...['--username', username, '--name', 'Some Body'],
]

async function eventsOf(targetId: string) {
  const events = await prisma().auditEvent.findMany({ where: { targetId } })
  return events.map(({ action, actorId, details }) => ({ action, actorId, details }))
}

test('an administrator sets a password with the printed link', async () => {
  const { code, stdout, stderr } = await cli(named('grace'))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^grace \(grace@example\.com\) is an administrator\./)
  expect(stdout).toMatch(/Keep it secret.*for 30 minutes/)
  const token = /http:\/\/localhost:3000\/reset-password\?token=([\w-]{43})$/m.exec(stdout)?.[1]

  const now = new Date()
  const set = await resetPassword({ token: token ?? '', password: PASSWORD }, newVisitor(), now)
  expect(set.ok).toBe(true)
  const signedIn = await signIn({ identifier: 'grace', password: PASSWORD }, newVisitor(), now)
  expect(signedIn).toMatchObject({ ok: true, value: { role: 'ADMIN', name: 'Some Body' } })
})

test('the audit log shows that the command line was used', async () => {
  const { stdout } = await cli([...named('ada'), '--json'])
  const { user } = JSON.parse(stdout) as { user: { id: string } }
  expect(await eventsOf(user.id)).toEqual([
    { action: 'user_created', actorId: null, details: { via: 'cli', role: 'ADMIN' } },
  ])
})

test('a password is read from standard input and never printed', async () => {
  const { code, stdout, stderr } = await cliProcess([...named('edsger'), '--password-stdin'], {
    stdin: `${PASSWORD}\nignored\n`,
  })
  expect(code).toBe(0)
  expect(stdout + stderr).not.toContain('violin')
  const now = new Date()
  const signedIn = await signIn({ identifier: 'edsger', password: PASSWORD }, newVisitor(), now)
  expect(signedIn.ok).toBe(true)
})

test('the link is mailed instead of printed with --mail-link', async () => {
  const { code, stdout } = await cli([...named('alan'), '--mail-link'])
  expect(code).toBe(0)
  expect(stdout).not.toContain('token=')
  const mail = await prisma().outboxMail.findFirstOrThrow({ where: { to: 'alan@example.com' } })
  expect(mail).toMatchObject({ template: 'reset-password', data: { name: 'Some Body' } })
  expect(mail.sealedToken).not.toBeNull()
})

test('the rules are those of the sign-up page', async () => {
  const taken = await newAccount()
  const withName = (username: string) => ['--username', username]
  const rest = ['create-admin', '--name', 'Some Body', '--email']
  const refusals = await Promise.all([
    cli([...rest, 'nobody', ...withName('niklaus')]),
    cli([...rest, 'niklaus@example.com', ...withName('no')]),
    cli([...rest, 'niklaus@example.com', ...withName('root')]),
    cli([...rest, 'niklaus@example.com', ...withName(taken.username)]),
    cli([...rest, taken.email, ...withName('niklaus')]),
    cliProcess([...named('niklaus'), '--password-stdin'], { stdin: 'too short\n' }),
    cliProcess([...named('niklaus'), '--password-stdin'], { stdin: 'passwordpassword\n' }),
    cliProcess([...named('niklaus'), '--password-stdin'], { stdin: 'niklaus niklaus niklaus\n' }),
    cliProcess([...named('niklaus'), '--password-stdin']),
    cliProcess(named('niklaus'), { env: { ALLOWED_EMAIL_DOMAINS: 'example.org' } }),
  ])
  expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => 1))
  expect(refusals.map(({ stdout }) => stdout).join('')).toBe('')
  expect(refusals.map(({ stderr }) => stderr.trim())).toEqual([
    '--email: Enter a valid email, such as name@example.com.',
    `--username: Use ${USERNAME_RULE}.`,
    '--username: That username is reserved. Choose another.',
    'That username is taken.',
    expect.stringMatching(/^User already exists\. To make them an administrator: .*set-role/),
    `Use at least ${PASSWORD_MIN} characters.`,
    'That password is too common. Choose another.',
    'Your password must not contain your name, username or email.',
    'Standard input is empty; it should contain the password.',
    'That email domain cannot be used here.',
  ])
  expect(await prisma().user.count({ where: { username: 'niklaus' } })).toBe(0)
})

test('missing values cannot be prompted for without a terminal', async () => {
  const [fields, password, both] = await Promise.all([
    cliProcess(['create-admin', '--email', 'barbara@example.com']),
    cliProcess([...named('barbara'), '--ask-password']),
    cliProcess([...named('barbara'), '--mail-link', '--password-stdin']),
  ])
  expect([fields.code, password.code, both.code]).toEqual([2, 2, 2])
  expect(fields.stderr).toMatch(/^--username is missing, and there is no terminal to ask for it\./)
  expect(password.stderr).toMatch(/^--ask-password needs a terminal/)
  expect(both.stderr).toMatch(/^Use either --mail-link or --password-stdin/)
})

test('when two create the same administrator at once, one succeeds', async () => {
  const answers = await Promise.all([cliProcess(named('donald')), cliProcess(named('donald'))])
  expect(answers.map(({ code }) => code).sort()).toEqual([0, 1])
  expect(await prisma().user.count({ where: { username: 'donald' } })).toBe(1)
})
