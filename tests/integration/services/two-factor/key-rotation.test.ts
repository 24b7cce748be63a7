import { expect, test, vi } from 'vitest'
import { sealNamed, unsealNamed } from '@/lib/crypto/named-seal'
import { prisma } from '@/lib/data/database/prisma'
import { env } from '@/lib/env'
import { newAccount } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { afterFirstStep, secondStep } from '../../setup/second-step'
import { codeOf, withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const NEWEST = 'the-newest-secret-of-this-installation'
const OLDER = 'the-secret-from-before-the-last-rotation'

vi.stubEnv('AUTH_SECRET', `${NEWEST},${OLDER}`)

test('a secret under an older key opens, and moves to the newest with a right code alone', async () => {
  expect(env().AUTH_SECRET).toEqual([NEWEST, OLDER])
  const account = await newAccount()
  const { secret } = await withTwoFactor(account, NOON)
  const where = { userId: account.id }
  const { sealed, keyName } = sealNamed('two-factor', secret, [OLDER])
  await prisma().authenticator.update({ where, data: { sealedSecret: sealed, keyName } })
  const underNewest = async () => {
    const row = await prisma().authenticator.findUniqueOrThrow({ where })
    return unsealNamed('two-factor', { sealed: row.sealedSecret, keyName: row.keyName }, [NEWEST])
  }
  const enter = async (code: string) =>
    secondStep(await afterFirstStep(account, NOON), { code }, newVisitor(), NOON)

  expect(await enter('000000')).toBe('two_factor_invalid')
  expect(await underNewest()).toBeNull()
  expect(await enter(codeOf(secret, NOON))).toMatchObject({ method: 'password+totp' })
  expect(await underNewest()).toEqual({ text: secret, isNewestKey: true })
})
