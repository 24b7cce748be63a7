import { alertOf, deleteAccount, signIn } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { actionFields, postForm, type Part } from './setup/http'

const OWN = 'You can’t do that to your own account. Ask another administrator.'
const LAST = 'At least one active administrator must remain.'
const LOCKING_OUT = ['Sign out all devices', 'Remove admin', 'Disable account', 'Delete user']

const pathOf = (user: User) => `/admin/users/${user.id}`

type OwnForm = { button: string; hidden: Part[] }

/** Forms that no page offers: another user's page, altered to be about oneself. */
async function formsAboutOneself(page: Page, admin: User, other: User): Promise<OwnForm[]> {
  const visitor = { request: page.request, url: new URL(page.url()).origin }
  const forms = []
  for (const button of LOCKING_OUT) {
    const theirs = await actionFields(visitor, pathOf(other), button)
    const hidden = theirs.map(({ name, value }) => {
      return { name, value: String(value).replaceAll(other.id, admin.id) }
    })
    expect(hidden, 'the form says whom it is about').not.toEqual(theirs)
    forms.push({ button, hidden })
  }
  return forms
}

/** @returns the page's alerts about it */
async function send(page: Page, path: string, { button, hidden }: OwnForm): Promise<string> {
  const visitor = { request: page.request, url: new URL(page.url()).origin }
  const parts = [
    { name: 'reason', value: 'I need a break' },
    { name: 'until', value: '' },
    { name: 'confirmed', value: 'yes' },
  ]
  const answer = await postForm(visitor, path, parts, hidden)
  expect(answer.status(), button).toBe(200)
  const alerts = [...(await answer.text()).matchAll(/<div role="alert">(.*?)<\/div>/g)]
  return alerts.map(([, text = '']) => text.replaceAll(/<[^>]*>/g, '')).join('')
}

test('no page offers administrators to lock themselves out, and no forged form does it', async ({
  page,
  newUser,
}) => {
  const [admin, other] = [await newUser({ role: 'ADMIN' }), await newUser({ role: 'ADMIN' })]
  await signIn(page, admin, { then: pathOf(admin) })
  const actions = page.getByRole('region', { name: 'Access' })
  await expect(actions.getByRole('button')).toHaveText(['Send reset link'])
  await expect(actions).toContainText('This is your own account.')
  await expect(page.getByRole('region', { name: /^(Role|Danger zone)$/ })).toHaveCount(0)
  await actions.getByRole('link', { name: 'devices' }).click()
  await expect(page).toHaveURL('/account/sessions')

  for (const form of await formsAboutOneself(page, admin, other)) {
    expect(await send(page, pathOf(other), form), form.button).toBe(OWN)
  }
  await page.goto(pathOf(admin))
  await expect(page.getByRole('region', { name: 'Account', exact: true })).toContainText(
    'Administrator',
  )
})

test.describe('with a single administrator', () => {
  // No other test creates administrators there.
  test.use({ server: 'no-inspector' })

  test('they cannot be demoted, disabled or deleted, and may leave once there is another', async ({
    page,
    newUser,
    database,
  }) => {
    const admin = await newUser({ role: 'ADMIN' })
    // May not sign in, so cannot take over.
    const other = await newUser({ role: 'ADMIN', isVerified: false })
    // All but what the page notes when it offers a passkey.
    const columns = `to_jsonb(u) - 'passkeyOfferedAt' - 'updatedAt' AS row`
    const row = () =>
      database.rows(`SELECT ${columns} FROM users u WHERE id = $1::uuid`, [admin.id])
    const before = await row()
    await signIn(page, admin, { then: '/account/data' })
    for (const form of (await formsAboutOneself(page, admin, other)).slice(1)) {
      expect(await send(page, pathOf(other), form), form.button).toBe(LAST)
    }
    await deleteAccount(page, admin)
    await expect(alertOf(page)).toHaveText(LAST)
    expect(await row()).toEqual(before)

    await database.rows('UPDATE users SET "emailVerifiedAt" = now() WHERE id = $1::uuid', [
      other.id,
    ])
    await deleteAccount(page, admin)
    await expect(page.getByText('Your account and its personal data were deleted')).toBeVisible()
    expect(await row()).toEqual([])
  })
})
