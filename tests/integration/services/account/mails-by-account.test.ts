import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes } from '@/lib/domain/time'
import { unwrap } from '@/lib/platform/result'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { exportData } from '@/lib/services/account/export-data'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { requestPasswordReset } from '@/lib/services/passwords/password-reset'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { signUpValues } from '../../setup/sign-up-values'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (count: number) => later(NOON, minutes(count))

type Account = Awaited<ReturnType<typeof newAccount>>
const userBy = (email: string) => prisma().user.findUniqueOrThrow({ where: { email } })

async function exportedMails(account: Account, now: Date): Promise<string[]> {
  const viewer = await newViewer(account, now)
  const { mails } = unwrap(await exportData(viewer, newVisitor(), now))
  return mails.map(({ template }) => template).filter((template) => ASKED_FOR.has(template))
}

const keptMails = async () =>
  (await prisma().outboxMail.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(
    ({ to, template }) => `${template} to ${to}`,
  )

/** Ada, who had an email first, and Bob, who has it now. */
async function previousAndCurrentOwner() {
  const ada = await newAccount({ createdAt: NOON })
  const { email } = ada
  await requestPasswordReset({ email }, newVisitor(), after(1))
  const moved = signUpValues().email
  await requestEmailChange(await newViewer(ada, NOON), { email: moved }, newVisitor(), after(2))
  const link = { token: await mailedToken(moved), password: PASSWORD }
  unwrap(await confirmEmail(link, newVisitor(), after(3)))
  const typed = { ...signUpValues(), email }
  unwrap(await signUp(typed, newVisitor(), after(4)))
  const confirmation = { token: await mailedToken(email), password: typed.password }
  unwrap(await confirmEmail(confirmation, newVisitor(), after(5)))
  await requestPasswordReset({ email }, newVisitor(), after(6))
  return { ada: await userBy(moved), bob: await userBy(email), bobsPassword: typed.password }
}

const OF_ADA = ['reset-password', 'change-email', 'email-changed']
const OF_BOB = ['confirm-sign-up', 'reset-password']
/** A product may send others too, such as a welcome. */
const ASKED_FOR = new Set([...OF_ADA, ...OF_BOB])

test('an export contains the mails of the account, whoever had its email before', async () => {
  const { ada, bob } = await previousAndCurrentOwner()
  expect(await exportedMails(ada, after(7))).toEqual(OF_ADA)
  expect(await exportedMails(bob, after(7))).toEqual(OF_BOB)
})

test("a deletion removes the account's mails and keeps those of others with the same email", async () => {
  const { ada, bob, bobsPassword } = await previousAndCurrentOwner()
  const viewer = await newViewer(bob, after(7))
  unwrap(await deleteAccount(viewer, bobsPassword, newVisitor(), after(8)))
  expect(await exportedMails(ada, after(9))).toEqual(OF_ADA)
  const left = (await keptMails()).filter((mail) => mail.endsWith(` ${bob.email}`))
  expect(left).toEqual([
    `reset-password to ${bob.email}`,
    `email-changed to ${bob.email}`,
    `account-deleted to ${bob.email}`,
  ])
})

test('the mail confirming a deletion belongs to no account, not even to the next one with that email', async () => {
  const gone = await newAccount()
  const { email } = gone
  unwrap(await deleteAccount(await newViewer(gone, NOON), PASSWORD, newVisitor(), after(1)))
  const typed = { ...signUpValues(), email }
  unwrap(await signUp(typed, newVisitor(), after(2)))
  const link = { token: await mailedToken(email), password: typed.password }
  unwrap(await confirmEmail(link, newVisitor(), after(3)))
  expect(await exportedMails(await userBy(email), after(4))).toEqual(['confirm-sign-up'])
})

test('the migration assigns earlier mails to their accounts', async () => {
  const { ada, bob } = await previousAndCurrentOwner()
  await prisma().$executeRaw`UPDATE outbox_mails SET "accountId" = NULL`
  const folder = '../../../../prisma/migrations/20261130160132_mails_by_account/'
  const sql = readFileSync(new URL(`${folder}migration.sql`, import.meta.url), 'utf8')
  const statements = sql.split(';').filter((statement) => statement.includes('UPDATE'))
  expect(statements).toHaveLength(2)
  for (const statement of statements) await prisma().$executeRawUnsafe(statement)
  expect(await exportedMails(ada, after(7))).toEqual(OF_ADA)
  // The one from before the account existed is left to the retention period.
  expect(await exportedMails(bob, after(7))).toEqual(['reset-password'])
})
