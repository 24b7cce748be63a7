import { describe, expect, test } from 'vitest'
import { unsealNamed } from '@/lib/crypto/named-seal'
import { prisma } from '@/lib/data/database/prisma'
import { err, ok } from '@/lib/platform/result'
import { exportData } from '@/lib/services/account/export-data'
import { resetTwoFactor } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import {
  countRecoveryCodes,
  replaceOwnRecoveryCodes,
  turnOffTwoFactor,
} from '@/lib/services/two-factor/manage'
import { prepareSetUp, turnOnTwoFactor } from '@/lib/services/two-factor/set-up'
import { newAccount } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newSession } from '../../setup/new-session'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { actionsAbout } from '../../setup/recorded-events'
import { afterFirstStep, secondStep } from '../../setup/second-step'
import { codeOf, offeredCode, turnOn } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

const mailsTo = async (accountId: string) =>
  (await prisma().outboxMail.findMany({ where: { accountId }, orderBy: { id: 'asc' } })).map(
    ({ template }) => template,
  )
const isRevoked = async (id: string) =>
  (await prisma().session.findUniqueOrThrow({ where: { id } })).revokedAt !== null

describe('turning two-factor on', () => {
  test('offers the same secret until it is done, and stores nothing before', async () => {
    const viewer = await newViewer(await newAccount(), NOON)
    expect(prepareSetUp(viewer)).toEqual(prepareSetUp(viewer))
    const wrong = await turnOnTwoFactor(viewer, '000000', newVisitor(), NOON)
    expect(wrong).toEqual(err('two_factor_invalid'))
    expect(await prisma().authenticator.count({ where: { userId: viewer.id } })).toBe(0)
  })

  test('keeps the secret sealed, ends the other sessions, and tells the owner', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOON)
    const other = await newSession(account, NOON)
    const { secret, recoveryCodes } = await turnOn(viewer, after(60))
    expect(new Set(recoveryCodes).size).toBe(10)
    const row = await prisma().authenticator.findUniqueOrThrow({ where: { userId: account.id } })
    expect(JSON.stringify(row)).not.toContain(secret)
    const sealed = { sealed: row.sealedSecret, keyName: row.keyName }
    expect(unsealNamed('two-factor', sealed)).toEqual({ text: secret, isNewestKey: true })
    expect([await isRevoked(viewer.session.id), await isRevoked(other.id)]).toEqual([false, true])
    expect(await mailsTo(account.id)).toEqual(['two-factor-on'])
    expect(await actionsAbout(account.id)).toContain('two_factor_enabled SUCCESS')
    const stored = await prisma().recoveryCode.findMany({ where: { userId: account.id } })
    expect(JSON.stringify(stored)).not.toContain(recoveryCodes[0]?.replaceAll('-', ''))
  })

  test('twice at once turns it on once', async () => {
    const viewer = await newViewer(await newAccount(), NOON)
    const code = offeredCode(viewer, NOON)
    const answers = await Promise.all(
      [1, 2, 3].map(() => turnOnTwoFactor(viewer, code, newVisitor(), NOON)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok)).toEqual([
      ...[err('page_outdated'), err('page_outdated')],
    ])
  })

  test('uses up the code that proved it', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOON)
    const { secret } = await turnOn(viewer, NOON)
    const challenge = await afterFirstStep(account, NOON)
    const answer = { code: codeOf(secret, NOON) }
    expect(await secondStep(challenge, answer, newVisitor(), NOON)).toBe('two_factor_invalid')
  })
})

describe('turning it off', () => {
  test('deletes all that belongs to it, tells the owner, and offers another secret', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOON)
    const { secret } = await turnOn(viewer, after(1))
    const challenge = await afterFirstStep(account, NOON)
    const proven = await viewerAgain(viewer.session.id, NOON)
    expect(await turnOffTwoFactor(proven, newVisitor(), after(30))).toEqual(ok('off'))
    const answer = { code: codeOf(secret, after(60)) }
    expect(await secondStep(challenge, answer, newVisitor(), after(60))).toBe('two_factor_expired')
    const user = await prisma().user.findUniqueOrThrow({
      where: { id: account.id },
      select: { twoFactorEnabledAt: true, authenticator: true, recoveryCodes: true },
    })
    expect(user).toEqual({ twoFactorEnabledAt: null, authenticator: null, recoveryCodes: [] })
    expect(await mailsTo(account.id)).toEqual(['two-factor-on', 'two-factor-off'])
    expect(await turnOffTwoFactor(proven, newVisitor(), after(31))).toEqual(err('page_outdated'))
    const again = prepareSetUp(await viewerAgain(viewer.session.id, after(31)))
    expect(again.shownSecret.replaceAll(' ', '')).not.toBe(secret)
  })
})

test('new recovery codes end the earlier ones', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  const { recoveryCodes } = await turnOn(viewer, NOON)
  const made = await replaceOwnRecoveryCodes(viewer, newVisitor(), after(1))
  if (!made.ok) throw new Error('new codes should be made')
  const enter = async (code = '') => {
    const challenge = await afterFirstStep(account, after(2))
    const answer = { recoveryCode: code.replaceAll('-', '') }
    return secondStep(challenge, answer, newVisitor(), after(2))
  }
  expect(await enter(recoveryCodes[0])).toBe('two_factor_invalid')
  expect(await enter(made.value[0])).toMatchObject({ method: 'password+recovery' })
  expect(await countRecoveryCodes(viewer)).toBe(9)
  expect(await mailsTo(account.id)).toContain('recovery-codes-replaced')
})

describe('whoever has lost everything', () => {
  test('is helped by an administrator, who says why', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOON)
    await turnOn(viewer, NOON)
    const { by } = await newAdministrator(NOON)
    const reason = 'Lost the phone'
    expect(await resetTwoFactor(by, account.id, { reason }, after(1))).toEqual(ok('reset'))
    expect(await resetTwoFactor(by, account.id, { reason }, after(2))).toEqual(ok('was_off'))
    expect(await isRevoked(viewer.session.id)).toBe(true)
    expect(await mailsTo(account.id)).toEqual(['two-factor-on', 'two-factor-reset'])
    // Signs in with the password alone.
    expect(await newSession(account, after(3))).toMatchObject({ method: 'password' })
  })

  test('is not helped by themselves, but by the operator', async () => {
    const { account, by, viewer } = await newAdministrator(NOON)
    await turnOn(await viewerAgain(viewer.session.id, NOON), NOON)
    const reason = 'Mine'
    expect(await resetTwoFactor(by, account.id, { reason }, NOON)).toEqual(err('own_account'))
    expect(await resetTwoFactor(OPERATOR, account.id, { reason }, NOON)).toEqual(ok('reset'))
  })

  test('is not helped by anybody without the role', async () => {
    const account = await newAccount()
    await turnOn(await newViewer(account, NOON), NOON)
    const viewer = await newViewer(await newAccount(), NOON)
    const by = { viewer, request: newVisitor() }
    expect(await resetTwoFactor(by, account.id, { reason: 'x' }, NOON)).toBeNull()
  })
})

test('one’s data says how one signed in, and tells no secret', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  const { secret, recoveryCodes } = await turnOn(viewer, NOON)
  const exported = await exportData(viewer, newVisitor(), NOON)
  if (!exported.ok) throw new Error('the data should be exported')
  expect(exported.value.twoFactor).toEqual({ recoveryCodesLeft: 10, trustedBrowsers: [] })
  expect(exported.value.sessions).toEqual([expect.objectContaining({ method: 'password' })])
  const text = JSON.stringify(exported.value)
  for (const hidden of [secret, recoveryCodes[0] ?? '', 'sealedSecret']) {
    expect(text).not.toContain(hidden)
  }
})
