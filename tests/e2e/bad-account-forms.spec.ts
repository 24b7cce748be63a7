import { signIn } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { ALL_WAYS, withOneWrong, type WrongWay } from './setup/bad-values'
import type { TestDatabase } from './setup/database'
import { actionFields, ownAddress, postForm } from './setup/http'
import { expectFormRefusal } from './setup/refusals'
import { forgetProof } from './setup/sessions'

/* Like `bad-forms.spec.ts`: every field of the account forms with every kind of invalid value. */

/** A name may be any visible text, including text that looks like code. */
const ALSO_A_NAME: readonly WrongWay[] = ['a JSON object', 'a JSON array']

/** Leaves the image unchanged. */
const ALSO_NO_IMAGE: readonly WrongWay[] = [
  ...(['missing', 'empty', 'named like an array', 'named like an element'] as const),
  ...(['named like an object', 'named with a dot', 'named __proto__'] as const),
  ...(['under __proto__', 'under constructor'] as const),
]

const PASSWORDS = { currentPassword: 'harbour violin umbrella', newPassword: 'meadow copper lamp' }

type Form = {
  path: string
  field: string
  right: Record<string, string>
  fine?: readonly WrongWay[]
}

const profile = { name: 'Grace', username: 'grace', image: '' }

const FORMS: Form[] = [
  { path: '/account', field: 'name', right: profile, fine: ALSO_A_NAME },
  { path: '/account', field: 'username', right: profile },
  { path: '/account', field: 'image', right: { ...profile, image: 'text' }, fine: ALSO_NO_IMAGE },
  { path: '/account/security', field: 'currentPassword', right: PASSWORDS },
  { path: '/account/security', field: 'newPassword', right: PASSWORDS },
  { path: '/account/security', field: 'email', right: { email: 'grace@example.org' } },
  { path: '/confirm-password', field: 'password', right: { password: 'harbour violin umbrella' } },
]

async function stored(database: TestDatabase, user: User) {
  const [row] = await database.rows(
    `SELECT name, username, email, image, role, "passwordHash" FROM users WHERE id = $1::uuid`,
    [user.id],
  )
  const mails = await database.count('outbox_mails WHERE "to" = $1', ['grace@example.org'])
  return { row, mails }
}

async function signedIn(page: Page, path: string, user: User, database: TestDatabase) {
  await signIn(page, user)
  if (path === '/confirm-password') await forgetProof(database, user, page)
}

for (const { path, field, right, fine = [] } of FORMS) {
  test(`${path}, ${field}`, async ({ page, baseURL, newUser, database }) => {
    const user = await newUser()
    await signedIn(page, path, user, database)
    const before = await stored(database, user)
    const visitor = { request: page.request, url: baseURL ?? '' }
    const hidden = await actionFields(visitor, path, field)
    for (const way of ALL_WAYS) {
      if (fine.includes(way)) continue
      const parts = withOneWrong(right, field, way)
      const address = { 'x-forwarded-for': ownAddress() }
      const answer = await postForm(visitor, path, parts, hidden, address)

      await expectFormRefusal(answer, `${field} ${way}`)
      expect(await stored(database, user), way).toEqual(before)
    }
  })
}

test('no form accepts a role, an id or other columns', async ({
  page,
  baseURL,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  const visitor = { request: page.request, url: baseURL ?? '' }
  const extra = { role: 'ADMIN', id: '00000000-0000-7000-8000-000000000000', image: '' }
  const columns = { emailVerifiedAt: '2020-01-01', passwordHash: 'x', userId: 'x', provedAt: 'x' }
  const before = await stored(database, user)
  for (const [path, field, right] of [
    ['/account', 'name', { name: user.name, username: user.username }],
    ['/account/security', 'email', { email: user.email }],
  ] as const) {
    const hidden = await actionFields(visitor, path, field)
    const parts = Object.entries({ ...columns, ...extra, ...right })
    const answer = await postForm(
      visitor,
      path,
      parts.map(([name, value]) => ({ name, value })),
      hidden,
    )
    expect(answer.status(), path).toBe(200)
  }
  expect(await stored(database, user)).toEqual(before)
})
