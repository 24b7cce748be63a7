import { expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { newAccount } from '../setup/new-account'
import { newSession } from '../setup/new-session'
import { sessionCookie } from '../setup/session-cookie'

/*
 * Next calls a server action with any arguments the client encodes, such as text instead of a form
 * or an object instead of an id. None of them may cause an unhandled error.
 */

const received = vi.hoisted(() => ({ headers: new Headers() }))
const jar = { get: () => undefined, has: () => false, set: () => {}, delete: () => {} }

vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(received.headers),
  cookies: () => Promise.resolve(jar),
}))
vi.mock('next/cache', () => ({ refresh: () => {}, revalidatePath: () => {} }))

type Action = (...args: unknown[]) => Promise<unknown>

const modules = import.meta.glob<Record<string, Action>>('../../../app/**/actions.ts', {
  eager: true,
})
const actions = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported).map(([name, action]) => ({ name: `${file}: ${name}`, action })),
)

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

/** Values React can decode, independent of what each action expects. */
const MADE_UP: unknown[] = [
  ...[undefined, null, true, 0, Number.NaN, 10n ** 30n, '', 'text', '\0', '\ud800', '__proto__'],
  ...[[], [[]], {}, { toString: 1 }, { then: 1 }, Object.create(null), new Date(Number.NaN)],
  ...[new Map([[{}, {}]]), new Set([1]), new Uint8Array(3), new Blob(['x']), Promise.resolve(1)],
  ...[new FormData(), formOf({ __proto__: 'x', constructor: 'x', toString: 'x', confirmed: 'no' })],
]

async function signInAsAdministrator() {
  const account = await newAccount({ role: 'ADMIN' })
  const session = await newSession(account, new Date())
  received.headers = new Headers({ cookie: sessionCookie(account, session) })
}

/** Whether an action answered, with a state or by redirecting. */
async function isAnswered(action: Action, args: unknown[]): Promise<boolean> {
  try {
    await action(...args)
    return true
  } catch (error) {
    const digest = error instanceof Error && 'digest' in error ? String(error.digest) : ''
    if (digest.startsWith('NEXT_')) return true
    return false
  }
}

test.each(actions.filter(({ action }) => action.length > 0))(
  '$name answers any arguments without an unhandled error',
  async ({ action }) => {
    await signInAsAdministrator()
    const { id } = await newAccount()
    const before = await prisma().user.findUniqueOrThrow({ where: { id } })
    for (const value of MADE_UP) {
      for (const args of [
        [value],
        [{}, value],
        [id, value, value],
        [value, {}, new FormData()],
        [id, {}, value],
        [id, value, {}, new FormData()],
        [value, value, value, value],
      ]) {
        expect(await isAnswered(action, args)).toBe(true)
      }
    }
    expect(await prisma().user.findUniqueOrThrow({ where: { id } })).toEqual(before)
  },
  120_000,
)

test('the actions of every page are tried by a signed-in user', async () => {
  expect(actions.length).toBeGreaterThan(15)
  await signInAsAdministrator()
  const changePassword = actions.find(({ name }) => name.endsWith('changePasswordAction'))?.action
  expect(await changePassword?.({}, new FormData())).toMatchObject({
    refusal: { code: expect.any(String) },
  })
})
