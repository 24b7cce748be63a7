import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { err, ok } from '@/lib/platform/result'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'
import { codeOf, turnOn } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

async function someone() {
  const viewer = await newViewer(await newAccount(), NOON)
  const { secret, recoveryCodes } = await turnOn(viewer, NOON)
  return { viewer: await viewerAgain(viewer.session.id, NOON), secret, recoveryCodes }
}

const provedAt = async (id: string) =>
  (await prisma().session.findUniqueOrThrow({ where: { id } })).provedAt

test('with two-factor, a password alone proves nothing', async () => {
  const { viewer, secret } = await someone()
  const given = { password: PASSWORD }
  expect(await confirmPassword(viewer, given, newVisitor(), after(900))).toEqual(
    err('two_factor_required'),
  )
  const wrong = { ...given, secondFactor: { code: '000000' } }
  expect(await confirmPassword(viewer, wrong, newVisitor(), after(900))).toEqual(
    err('two_factor_invalid'),
  )
  expect(await provedAt(viewer.session.id)).toEqual(NOON)
  const right = { ...given, secondFactor: { code: codeOf(secret, after(900)) } }
  expect(await confirmPassword(viewer, right, newVisitor(), after(900))).toEqual(ok('proven'))
  expect(await provedAt(viewer.session.id)).toEqual(after(900))
  const events = (await eventsAbout(viewer.id)).slice(-2)
  expect(events).toMatchObject([
    { action: 'session_reauthenticated', result: 'FAILURE', details: { reason: 'wrong_code' } },
    { action: 'session_reauthenticated', result: 'SUCCESS' },
  ])
})

test('a code proves once, also at the same moment', async () => {
  const { viewer, secret, recoveryCodes } = await someone()
  const code = { code: codeOf(secret, after(900)) }
  const recoveryCode = { recoveryCode: (recoveryCodes[0] ?? '').replaceAll('-', '') }
  for (const secondFactor of [code, recoveryCode]) {
    const given = { password: PASSWORD, secondFactor }
    const answers = await Promise.all(
      [1, 2, 3].map(() => confirmPassword(viewer, given, newVisitor(), after(900))),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  }
})
