import { cookieName } from '@/lib/domain/site/cookie-names'
import { expect, test } from './fixtures'
import { boundPerson, valueIn } from './setup/bound-person'
import type { RawAnswer } from './setup/http'
import { signInByHand, type RolePerson } from './setup/roles'

/*
 * A client of the protocol of device bound sessions, against the product as served. Its every case is in
 * tests/integration/session-binding; here is what only the whole product shows.
 */

const BOUND = cookieName('bound')
const SENTENCE = 'We ended a session because its cookie was used without your device.'
const ANOTHER = { 'user-agent': 'Another browser' }
/** A request of the thief, who has the session cookie alone. */
const REFUSED: Record<
  string,
  {
    ask: (thief: RolePerson, cookie: string) => Promise<RawAnswer>
    is: (answer: RawAnswer) => unknown
    expected: unknown
  }
> = {
  'a page': {
    ask: (thief, cookie) => thief.ask({ path: '/account' }, { ...ANOTHER, cookie }),
    is: ({ status, headers }) => [status, headers.location?.includes('/sign-in')],
    expected: [307, true],
  },
  'the data of a page': {
    ask: (thief, cookie) => thief.ask({ path: '/account' }, { ...ANOTHER, cookie, rsc: '1' }),
    is: ({ status }) => status,
    expected: 401,
  },
  'a public page': {
    ask: (thief, cookie) => thief.ask({ path: '/' }, { ...ANOTHER, cookie }),
    is: ({ status, body }) => [status, body.includes('Sign out')],
    expected: [200, false],
  },
  'a form': {
    ask: (thief, cookie) =>
      thief.ask(
        { path: '/account', method: 'POST' },
        {
          ...{ ...ANOTHER, cookie, 'sec-fetch-site': 'same-origin' },
          'content-type': 'application/x-www-form-urlencoded',
        },
        'name=Thief',
      ),
    is: ({ status }) => status >= 300,
    expected: true,
  },
  'a handler': {
    ask: (thief, cookie) => thief.ask({ path: '/api/me' }, { ...ANOTHER, cookie }),
    is: ({ status }) => status,
    expected: 401,
  },
  'a download': {
    ask: (thief, cookie) => thief.ask({ path: '/account/data/download' }, { ...ANOTHER, cookie }),
    is: ({ status }) => status === 200,
    expected: false,
  },
  'the session': {
    ask: (thief, cookie) => thief.ask({ path: '/api/auth/session' }, { ...ANOTHER, cookie }),
    is: ({ body }) => body,
    expected: 'null',
  },
}

for (const [what, { ask, is, expected }] of Object.entries(REFUSED)) {
  test(`a copied session cookie does not open ${what}, and ends the session`, async ({
    database,
  }) => {
    const owner = await boundPerson(database)
    expect(is(await ask(owner, owner.session))).toEqual(expected)
    const own = await owner.ask(
      { path: '/account' },
      { cookie: `${owner.session}; ${owner.bound}` },
    )
    expect(own.headers.location).toContain('session_copied')
  })
}

test('the owner of a copied cookie is told by mail, and on the pages of the next sign-in alone', async ({
  database,
}) => {
  const owner = await boundPerson(database)
  const { user } = owner
  if (user === null) throw new Error('nobody is signed in')
  await owner.ask({ path: '/account' }, { ...ANOTHER, cookie: owner.session })
  const next = await signInByHand('standard', user)
  const later = await signInByHand('standard', user)
  for (const path of ['/dashboard', '/account/sessions']) {
    const [told, untold] = [
      await owner.ask({ path }, { cookie: next }),
      await owner.ask({ path }, { cookie: later }),
    ]
    expect([told.status, told.body.includes(SENTENCE)], path).toEqual([200, true])
    expect([untold.status, untold.body.includes(SENTENCE)], path).toEqual([200, false])
  }
  const mails = `outbox_mails WHERE template = 'session-copied' AND "to" = $1`
  expect(await database.count(mails, [user.email])).toBe(1)
})

test('a bound cookie that counts no longer is cleared, so that a browser refreshes', async ({
  database,
}) => {
  const owner = await boundPerson(database)
  const cookie = `${owner.session}; ${BOUND}=${'x'.repeat(43)}`
  const answer = await owner.ask({ path: '/account' }, { cookie })
  expect([answer.status, answer.headers.location?.includes('/sign-in')]).toEqual([307, true])
  expect(valueIn(answer.headers['set-cookie'] ?? [], BOUND)).toBe(`${BOUND}=`)
  const again = await owner.ask(
    { path: '/account' },
    { cookie: `${owner.session}; ${owner.bound}` },
  )
  expect(again.status).toBe(200)
})

test('a link from another site leads to a page that asks for itself again', async ({
  database,
}) => {
  const owner = await boundPerson(database)
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  const answer = await owner.ask({ path: '/account' }, { ...headers, cookie: owner.session })
  expect([answer.status, answer.headers.refresh]).toEqual([200, '0'])
  expect(answer.body).not.toContain(owner.user?.name)
})

test('signing in elsewhere binds nothing of the first session', async ({ database }) => {
  const owner = await boundPerson(database)
  if (owner.user === null) throw new Error('nobody is signed in')
  const other = await signInByHand('standard', owner.user)
  const answer = await owner.ask({ path: '/account' }, { ...ANOTHER, cookie: other })
  expect(answer.status).toBe(200)
})
