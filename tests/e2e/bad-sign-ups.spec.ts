import { expect, somebody, test, type Person } from './fixtures'
import { ALL_WAYS, withOneWrong, type WrongWay } from './setup/bad-values'
import type { TestDatabase } from './setup/database'
import { actionFields, ownAddress, postForm } from './setup/http'
import { expectFormRefusal } from './setup/refusals'

/* Like `bad-forms.spec.ts`: every sign-up field with every kind of invalid value. */

/** A name may be any visible text, including text that looks like code. */
const ALSO_A_NAME: readonly WrongWay[] = ['a JSON object', 'a JSON array']

async function countTraces(database: TestDatabase, { email, username, name }: Person) {
  const users = 'users WHERE email = $1 OR username = $2 OR name LIKE $3'
  const pending = 'pending_sign_ups WHERE email = $1 OR username = $2 OR name LIKE $3'
  const values = [email, username, `${name}%`]
  return (await database.count(users, values)) + (await database.count(pending, values))
}

for (const server of ['standard', 'no-verification'] as const) {
  test.describe(`sign-up, ${server}`, () => {
    test.use({ server })

    for (const field of ['name', 'username', 'email', 'password'] as const) {
      test(`${field}`, async ({ request, baseURL, database }) => {
        const visitor = { request, url: baseURL ?? '' }
        const hidden = await actionFields(visitor, '/sign-up', 'username')
        for (const way of ALL_WAYS) {
          if (field === 'name' && ALSO_A_NAME.includes(way)) continue
          const person = somebody()
          const parts = withOneWrong({ ...person }, field, way)
          const address = { 'x-forwarded-for': ownAddress() }
          const answer = await postForm(visitor, '/sign-up', parts, hidden, address)

          await expectFormRefusal(answer, `${field} ${way}`)
          expect(await countTraces(database, person), `stored: ${field} ${way}`).toBe(0)
        }
      })
    }

    test('a role, an id and other columns are not accepted', async ({
      request,
      baseURL,
      database,
    }) => {
      const visitor = { request, url: baseURL ?? '' }
      const hidden = await actionFields(visitor, '/sign-up', 'username')
      const person = somebody()
      const extra = { role: 'ADMIN', id: '00000000-0000-7000-8000-000000000000', image: 'x' }
      const columns = { emailVerifiedAt: '2020-01-01', passwordHash: 'x', disabledAt: '' }
      const parts = Object.entries({ ...person, ...extra, ...columns })
      const answer = await postForm(
        visitor,
        '/sign-up',
        parts.map(([name, value]) => ({ name, value })),
        hidden,
      )

      expect(answer.status()).toBeLessThan(500)
      const admins = await database.count(`users WHERE email = $1 AND role = 'ADMIN'`, [
        person.email,
      ])
      const verified = await database.count(
        'users WHERE email = $1 AND "emailVerifiedAt" IS NOT NULL',
        [person.email],
      )
      expect([admins, verified]).toEqual([0, 0])
    })
  })
}
