import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes, seconds } from '@/lib/domain/time'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { completeSignIn } from '../../setup/complete-sign-in'

const NOON = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password!'

const refusal = (code: string, retryAfterSeconds?: number) => ({
  ok: false,
  refusal: retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds },
})
const INVALID = refusal('invalid_credentials')

type Attempt = { at?: Date; password?: string; from?: ReturnType<typeof newVisitor> }

/** One attempt, each from its own address unless one is given. */
function guess(identifier: string, { at = NOON, password = WRONG, from }: Attempt = {}) {
  return completeSignIn({ identifier, password }, from ?? newVisitor(), at)
}

async function guesses(identifier: string, count: number, attempt: Attempt = {}) {
  const answers = []
  for (let made = 0; made < count; made += 1) answers.push(await guess(identifier, attempt))
  return answers
}

const right = (identifier: string, attempt: Attempt = {}) =>
  guess(identifier, { ...attempt, password: PASSWORD })

describe('wrong passwords for one account', () => {
  test('beyond the fifth lock it for 30 seconds, even for the right one', async () => {
    const { email } = await newAccount()
    expect(await guesses(email, 5)).toEqual(Array(5).fill(INVALID))
    expect(await guess(email)).toEqual(refusal('rate_limited', 30))
    expect(await right(email)).toEqual(refusal('rate_limited', 30))
    expect(await right(email, { at: later(NOON, seconds(30)) })).toMatchObject({ ok: true })
  })

  test('double the lock each time, up to 15 minutes', async () => {
    const { email } = await newAccount()
    await guesses(email, 4)
    let at = NOON
    for (const wait of [30, 60, 120, 240, 480, 900, 900]) {
      expect(await guess(email, { at })).toEqual(INVALID)
      expect(await guess(email, { at })).toEqual(refusal('rate_limited', wait))
      at = later(at, seconds(wait))
    }
  })

  test('during a lock do not extend it', async () => {
    const { email } = await newAccount()
    await guesses(email, 5)
    await guesses(email, 20, { at: later(NOON, seconds(29)) })
    expect(await guess(email, { at: later(NOON, seconds(29)) })).toEqual(refusal('rate_limited', 1))
    expect(await right(email, { at: later(NOON, seconds(30)) })).toMatchObject({ ok: true })
  })

  test('count together by email and by username', async () => {
    const { email, username } = await newAccount()
    await guesses(email, 3)
    await guesses(username, 2)
    expect(await guess(email)).toEqual(refusal('rate_limited', 30))
    expect(await guess(username)).toEqual(refusal('rate_limited', 30))
  })

  test('are reset by a success', async () => {
    const { email } = await newAccount()
    await guesses(email, 4)
    expect(await right(email)).toMatchObject({ ok: true })
    expect(await guesses(email, 5)).toEqual(Array(5).fill(INVALID))
  })

  test('are reset after 15 quiet minutes, and not a moment before', async () => {
    const [quiet, early] = [await newAccount(), await newAccount()]
    for (const { email } of [quiet, early]) await guesses(email, 4)
    await guesses(quiet.email, 4, { at: later(NOON, minutes(15)) })
    expect(await guess(quiet.email, { at: later(NOON, minutes(15)) })).toEqual(INVALID)
    await guess(early.email, { at: later(NOON, minutes(15) - 1) })
    expect(await guess(early.email, { at: later(NOON, minutes(15) - 1) })).toMatchObject({
      refusal: { code: 'rate_limited' },
    })
  })

  test('two hundred at once count as five guesses', async () => {
    const { email } = await newAccount()
    const answers = await Promise.all(Array.from({ length: 200 }, () => guess(email)))
    const tried = answers.filter((answer) => JSON.stringify(answer) === JSON.stringify(INVALID))
    expect(tried).toHaveLength(5)
    expect(answers.filter((answer) => !tried.includes(answer))).toEqual(
      Array(195).fill(refusal('rate_limited', 30)),
    )
  })

  test('leave nothing in the database that was typed', async () => {
    await guess('somebody-private@example.com')
    const rows = await prisma().attemptCounter.findMany()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('private')
    for (const { key } of rows) expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })
})

describe('a lock looks the same', () => {
  test('for a user, a disabled one, an unverified one, one without a password, and an unknown name', async () => {
    const names = [
      (await newAccount()).email,
      (await newAccount({ disabledAt: NOON })).email,
      (await newAccount({ emailVerifiedAt: null })).email,
      (await newAccount({ passwordHash: null })).email,
      'nobody-at-all@example.com',
      'nobody-at-all',
    ]
    const histories = []
    for (const name of names) {
      const history = []
      for (const wait of [0, 0, 0, 0, 0, 0, 10, 30, 30, 100]) {
        history.push(await guess(name, { at: later(NOON, seconds(wait)) }))
      }
      histories.push(history)
    }
    expect(histories[0]).toContainEqual(refusal('rate_limited', 20))
    for (const history of histories) expect(history).toEqual(histories[0])
  })

  test('with or without a user, when someone left a sign-up for the email', async () => {
    const { email } = await newAccount()
    const password = 'copper kettle midnight'
    const histories = []
    for (const [index, address] of [email, 'free-address@example.com'].entries()) {
      const input = { name: 'Planted', email: address, username: `planted-${index}`, password }
      await signUp(input, newVisitor(), NOON)
      histories.push(await guesses(address, 6, { password }))
    }
    expect(histories[0]?.at(-1)).toEqual(refusal('rate_limited', 30))
    expect(histories[0]).toEqual(histories[1])
  })

  test('for an unknown name, and is lifted once a user has that name', async () => {
    const email = 'soon-somebody@example.com'
    await guesses(email, 5)
    expect(await guess(email)).toEqual(refusal('rate_limited', 30))
    await newAccount({ email })
    expect(await right(email)).toMatchObject({ ok: true })
  })
})

describe('an attempt', () => {
  test('with the right password of a disabled or unverified account resets the counter', async () => {
    for (const [state, code] of [
      [{ disabledAt: NOON }, 'account_disabled'],
      [{ emailVerifiedAt: null }, 'email_not_verified'],
    ] as const) {
      const { email } = await newAccount(state)
      await guesses(email, 4)
      expect(await right(email)).toEqual(refusal(code))
      expect(await guesses(email, 5)).toEqual(Array(5).fill(INVALID))
    }
  })

  test('with the password of a planted sign-up counts as a guess and resets nothing', async () => {
    const { email } = await newAccount()
    const password = 'copper kettle midnight'
    await signUp({ name: 'P', email, username: 'planted-p', password }, newVisitor(), NOON)
    await guesses(email, 4)
    expect(await guess(email, { password })).toEqual(refusal('email_not_verified'))
    expect(await guess(email, { password })).toEqual(refusal('rate_limited', 30))
    expect(await guess(email)).toEqual(refusal('rate_limited', 30))
  })
})

describe('the owner', () => {
  const locks = async (to: string) =>
    prisma().outboxMail.count({ where: { to, template: 'account-locked' } })

  test('gets one mail, at the first lock of a streak', async () => {
    const { email, name } = await newAccount()
    await guesses(email, 4)
    expect(await locks(email)).toBe(0)
    await guesses(email, 3)
    await guesses(email, 3, { at: later(NOON, seconds(30)) })
    expect(await locks(email)).toBe(1)
    const mail = await prisma().outboxMail.findFirst({ where: { to: email } })
    expect(mail?.data).toEqual({ name, lockedAt: NOON.toISOString(), lockedUntil: '' })
  })

  test('gets none when the last free attempt was right', async () => {
    const { email } = await newAccount()
    await guesses(email, 4)
    await right(email)
    expect(await locks(email)).toBe(0)
  })

  test('gets at most three a day, however often a streak starts again', async () => {
    const { email } = await newAccount()
    for (let streak = 0; streak < 6; streak += 1) {
      await guesses(email, 5, { at: later(NOON, minutes(streak * 30)) })
    }
    expect(await locks(email)).toBe(3)
  })

  test('of an unknown name gets the same row, addressed to nobody', async () => {
    const toNobody = () => prisma().outboxMail.count({ where: { to: '' } })
    const before = await toNobody()
    await guesses('nobody-to-tell@example.com', 5)
    expect(await toNobody()).toBe(before + 1)
  })
})
