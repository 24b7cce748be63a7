import { expectNothingDone } from './setup/held-keys'
import { signIn } from './actions'
import { expect, test } from './fixtures'

test('neither a held key nor a second press deletes an account', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/data' })
  await expectNothingDone(page, 'Delete account', user)

  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(1)
})
