import type { APIResponse, Request } from 'playwright/test'
import { SyntheticAuthenticator } from '../integration/setup/synthetic-authenticator'
import { signIn } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import {
  actionFields,
  csrfToken,
  multipart,
  postCredentials,
  postForm,
  type Visitor,
} from './setup/http'

/*
 * After a sign-in with a password a passkey is offered, which a password manager makes without a question:
 * nobody is present and nobody verified. That counts there and nowhere else. No headless browser has such
 * a password manager, so these tests bring their own.
 */

const QUIET = { isPresent: false, isVerified: false }
const PASSKEYS = '/account/passkeys'
const BY_SCRIPT = { 'x-auth-return-redirect': '1' }

type Options = Parameters<SyntheticAuthenticator['create']>[0]

/** Makes passkeys without a question in this page, and refuses to ask one. */
async function usePasswordManager(page: Page, device: SyntheticAuthenticator): Promise<void> {
  await page.exposeFunction('makeQuietly', (options: Options) => device.create(options, QUIET))
  await page.addInitScript(() => {
    const base64url = (source: BufferSource) =>
      btoa(String.fromCharCode(...new Uint8Array(source as ArrayBuffer)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    PublicKeyCredential.getClientCapabilities = async () => ({ conditionalCreate: true })
    navigator.credentials.create = async (asked) => {
      const { publicKey, mediation } = asked as CredentialCreationOptions & { mediation?: string }
      if (!publicKey || mediation !== 'conditional') throw new DOMException('', 'NotAllowedError')
      const { makeQuietly } = window as unknown as { makeQuietly: (options: Options) => object }
      const id = base64url(publicKey.user.id)
      const answer = await makeQuietly({ challenge: base64url(publicKey.challenge), user: { id } })
      return Object.create(PublicKeyCredential.prototype, { toJSON: { value: () => answer } })
    }
  })
}

/** Signs in and takes the offer. @returns what the page has sent */
async function takeOffer(page: Page, user: User, device: SyntheticAuthenticator): Promise<Request> {
  await usePasswordManager(page, device)
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.headers()['next-action'] !== undefined),
    signIn(page, user),
  ])
  await expect(page.getByText('Passkey added: Bitwarden.')).toBeVisible()
  return sent
}

/** Whoever learned from `sent` how a page takes an offer, and sends an answer of their own. */
function answerOffer({ request, url }: Visitor, sent: Request, answer: object) {
  const { data, contentType } = multipart([
    { name: '_1_passkey', value: JSON.stringify(answer) },
    { name: '0', value: '[{},"$K1"]' },
  ])
  const action = sent.headers()['next-action'] ?? ''
  const headers = { 'next-action': action, 'content-type': contentType, origin: url }
  return request.post('/dashboard', { data, headers, maxRedirects: 0 })
}

async function optionsFor({ request, url }: Visitor, purpose: string): Promise<Options> {
  const answer = await request.post('/api/passkeys/options', {
    form: { purpose },
    headers: { origin: url },
  })
  const { options } = (await answer.json()) as { options?: Options }
  if (!options) throw new Error(`no options for ${purpose}`)
  return options
}

const codeIn = async (answer: APIResponse) => /passkey_\w+/.exec(await answer.text())?.[0]

test('a password manager takes the offer, and its answer counts once', async ({
  page,
  newUser,
  newBrowser,
  database,
  baseURL: url = '',
}) => {
  const user = await newUser()
  const device = new SyntheticAuthenticator(url)
  const sent = await takeOffer(page, user, device)
  const { 'next-action': action = '', 'content-type': type = '' } = sent.headers()
  const replay = async ({ request }: Pick<Visitor, 'request'>) =>
    request.post('/dashboard', {
      data: sent.postDataBuffer() ?? '',
      headers: { 'next-action': action, 'content-type': type, origin: url },
      maxRedirects: 0,
    })
  const [sameAccount, otherAccount, nobody] = [
    await newBrowser(),
    await newBrowser(),
    await newBrowser(),
  ]
  const { email: identifier, password } = user
  await postCredentials(sameAccount, { identifier, password })
  const other = await newUser()
  await postCredentials(otherAccount, { identifier: other.email, password: other.password })
  for (const browser of [page, sameAccount, otherAccount]) {
    expect(await codeIn(await replay(browser))).toBe('passkey_failed')
  }
  expect((await replay(nobody)).status()).toBe(401)
  expect(await database.count('passkeys WHERE "userId" = $1::uuid', [user.id])).toBe(1)
  expect(await database.count('passkeys WHERE "userId" = $1::uuid', [other.id])).toBe(0)

  // Its owner has to be verified whenever it is used.
  for (const [faults, isSignedIn] of [
    [QUIET, false],
    [{}, true],
  ] as const) {
    const token = await csrfToken(nobody)
    const options = await optionsFor({ request: nobody.request, url }, 'sign-in')
    const passkey = JSON.stringify(device.get(options, faults))
    const form = { csrfToken: token, passkey }
    await nobody.request.post('/api/auth/callback/passkey', { form, headers: BY_SCRIPT })
    const session = await nobody.request.get('/api/auth/session')
    expect((await session.json()) !== null).toBe(isSignedIn)
  }
})

test('only an offer takes an answer without anybody, and only as an offer', async ({
  page,
  newUser,
  newBrowser,
  database,
  baseURL: url = '',
}) => {
  const sent = await takeOffer(page, await newUser(), new SyntheticAuthenticator(url))
  const user = await newUser()
  const { request } = await newBrowser()
  const visitor = { request, url }
  await postCredentials(visitor, { identifier: user.email, password: user.password })
  const device = new SyntheticAuthenticator(url)
  const offer = await optionsFor(visitor, 'upgrade')
  const offered = device.create(offer, QUIET)
  const asked = device.create(await optionsFor(visitor, 'registration'), QUIET)

  const addForm = await actionFields(visitor, PASSKEYS, 'passkey')
  for (const answer of [asked, offered]) {
    const part = { name: 'passkey', value: JSON.stringify(answer) }
    const page = await (await postForm(visitor, PASSKEYS, [part], addForm)).text()
    expect(page).toContain('That passkey did not work.')
  }
  expect(await codeIn(await answerOffer(visitor, sent, asked))).toBe('passkey_failed')
  const stranger = await newBrowser()
  const form = {
    csrfToken: await csrfToken(stranger),
    passkey: JSON.stringify(new SyntheticAuthenticator(url).get(offer)),
  }
  await stranger.request.post('/api/auth/callback/passkey', { form, headers: BY_SCRIPT })
  expect(await (await stranger.request.get('/api/auth/session')).json()).toBeNull()
  expect(await database.count('passkeys WHERE "userId" = $1::uuid', [user.id])).toBe(0)

  expect(await (await answerOffer(visitor, sent, offered)).text()).toContain('Passkey added')
  expect(await database.count('passkeys WHERE "userId" = $1::uuid', [user.id])).toBe(1)
})

test('an open offer is over once another browser has set a new password', async ({
  page,
  newUser,
  newBrowser,
  database,
  baseURL: url = '',
}) => {
  const sent = await takeOffer(page, await newUser(), new SyntheticAuthenticator(url))
  const user = await newUser()
  const [thief, owner] = [await newBrowser(), await newBrowser()]
  const fields = { identifier: user.email, password: user.password }
  for (const { request } of [thief, owner]) await postCredentials({ request }, fields)
  const visitor = { request: thief.request, url }
  const answer = new SyntheticAuthenticator(url).create(await optionsFor(visitor, 'upgrade'), QUIET)

  const own = { request: owner.request, url }
  const changed = await postForm(
    own,
    '/account/security',
    [
      { name: 'currentPassword', value: user.password },
      { name: 'newPassword', value: 'violet harbour kestrel nine' },
    ],
    await actionFields(own, '/account/security', 'newPassword'),
  )
  expect(await changed.text()).toContain('Password changed')
  await expect.poll(async () => (await answerOffer(visitor, sent, answer)).status()).toBe(401)
  expect(await codeIn(await answerOffer(own, sent, answer))).toBe('passkey_failed')
  expect(await database.count('passkeys WHERE "userId" = $1::uuid', [user.id])).toBe(0)
})
