import { beforeAll, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes, seconds } from '@/lib/domain/time'
import { signInCounters } from '@/lib/services/sign-in/sign-in-limits'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { completeSignIn } from '../../setup/complete-sign-in'

const NOON = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password!'
const INVALID = { ok: false, refusal: { code: 'invalid_credentials' } }
const limited = (retryAfterSeconds: number) => ({
  ok: false,
  refusal: { code: 'rate_limited', retryAfterSeconds },
})

beforeAll(() => {
  vi.stubEnv('SIGN_IN_IP_PER_MINUTE', '8')
})

type Visitor = ReturnType<typeof newVisitor>

function guess(identifier: string, from: Visitor = newVisitor(), at = NOON) {
  return completeSignIn({ identifier, password: WRONG }, from, at)
}

function right(identifier: string, from: Visitor = newVisitor(), at = NOON) {
  return completeSignIn({ identifier, password: PASSWORD }, from, at)
}

/** Uses up the attempts of an address, on unknown names. */
async function exhaust(from: Visitor) {
  const names = Array.from({ length: 8 }, (_value, index) => `nobody-${index}`)
  expect(await Promise.all(names.map((name) => guess(name, from)))).toEqual(Array(8).fill(INVALID))
}

test('after its attempts per minute it waits for the minute to end, whatever it tries', async () => {
  const { email } = await newAccount()
  const from = newVisitor()
  await exhaust(from)
  expect(await right(email, from, later(NOON, seconds(45)))).toEqual(limited(15))
  expect(await right(email, newVisitor(), later(NOON, seconds(45)))).toMatchObject({ ok: true })
  expect(await right(email, from, later(NOON, seconds(60)))).toMatchObject({ ok: true })
})

test('of two hundred concurrent attempts it gets exactly its share', async () => {
  const from = newVisitor()
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_value, index) => guess(`at-once-${index}`, from)),
  )
  const tried = answers.filter((answer) => !answer.ok && answer.refusal.code !== 'rate_limited')
  expect(tried).toEqual(Array(8).fill(INVALID))
})

test('in IPv6 it is a whole /64', async () => {
  const at = (network: string, host: string) => ({
    address: `2001:db8:1:${network}:${host}`,
    userAgent: 'test',
  })
  for (let made = 0; made < 8; made += 1) await guess(`v6-${made}`, at('2', `${made}::1`))
  expect(await guess('v6', at('2', 'ffff::1'))).toEqual(limited(60))
  expect(await guess('v6', at('3', ':1'))).toEqual(INVALID)
})

test('its refused attempts count against no account', async () => {
  const { email } = await newAccount()
  const from = newVisitor()
  await exhaust(from)
  for (let made = 0; made < 10; made += 1) await guess(email, from)
  for (let made = 0; made < 5; made += 1) expect(await guess(email)).toEqual(INVALID)
})

test('it stays slow on an account whose owner keeps signing in', async () => {
  const { email } = await newAccount()
  const [guesser, owner] = [newVisitor(), newVisitor()]
  for (let made = 0; made < 4; made += 1) await guess(email, guesser)
  expect(await right(email, owner)).toMatchObject({ ok: true })
  expect(await guess(email, guesser)).toEqual(INVALID)
  expect(await guess(email, guesser)).toEqual(limited(30))
  expect(await right(email, owner)).toMatchObject({ ok: true })
})

test('failures on one account from one address never block it forever', async () => {
  const user = await newAccount()
  const from = newVisitor()
  await guess(user.email, from)
  const counters = signInCounters({ user, identifier: user.email }, from.address)
  await prisma().attemptCounter.delete({ where: { key: counters.ofAccount } })
  await prisma().attemptCounter.update({
    where: { key: counters.onAccount },
    data: { count: 99 },
  })
  expect(await guess(user.email, from)).toEqual(INVALID)
  expect(await right(user.email, from)).toEqual(limited(900))
  expect(await right(user.email)).toMatchObject({ ok: true })
  expect(await right(user.email, from, later(NOON, minutes(15)))).toMatchObject({ ok: true })
})
