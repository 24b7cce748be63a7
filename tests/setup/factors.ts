import { setTimeout as sleep } from 'node:timers/promises'
import { sealNamed } from '@/lib/crypto/named-seal'
import { hashToken } from '@/lib/crypto/random-token'
import { product } from '@/lib/product'
import type { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn, multipart, type Part } from '../e2e/setup/http'
import '../e2e/setup/links' // The secrets of the test servers.
import { createPasskey } from '../e2e/setup/passkeys'
import { createAccount, somebody, type User } from '../e2e/setup/people'
import { codeNow } from '../e2e/setup/two-factor'
import { SyntheticAuthenticator } from '../integration/setup/synthetic-authenticator'
import { HttpVisitor, type HttpAnswer } from './http-visitor'

/* Second factors, passkeys and access tokens of people who send forms without a browser. */

export const SECRET = 'A'.repeat(32)
/** As its hash is stored: without separators. */
export const RECOVERY_CODE = '0123456789abcdefghjkmnpq'

const TOKEN = new RegExp(`${product.slug}_[\\w-]{43}`)

/** Before one tries again where the queue for hashes is full. */
const BUSY_MS = 1000

type Server = { port: number; database: TestDatabase }

export async function signedIn({ port, database }: Server) {
  const user = await createAccount(database, somebody())
  const visitor = new HttpVisitor(port)
  while ((await visitor.signIn(user.email, user.password)).status === 503) await sleep(BUSY_MS)
  return { user, visitor }
}

/** Turns two-factor on for somebody, whose password was proved before. */
export async function enrol(database: TestDatabase, user: User): Promise<void> {
  const { sealed, keyName } = sealNamed('two-factor', SECRET)
  await database.rows(
    `WITH on_now AS (UPDATE users SET "twoFactorEnabledAt" = now() WHERE id = $1::uuid),
          code AS (INSERT INTO recovery_codes ("userId", hash) VALUES ($1::uuid, $4))
     INSERT INTO authenticators ("userId", "sealedSecret", "keyName", "lastUsedStep", "createdAt")
     VALUES ($1::uuid, $2, $3, 0, now())`,
    [user.id, sealed, keyName, hashToken(RECOVERY_CODE)],
  )
}

export type Factors = {
  /** Of the authenticator app. */
  secret: string
  /** An access token, which may read and write. */
  apiToken: string
}

/** Turns on two-factor, adds a passkey and creates an access token, for somebody signed in here. */
export async function addFactors(
  visitor: HttpVisitor,
  database: TestDatabase,
  user: User,
): Promise<Factors> {
  const setUp = (await visitor.get('/account/two-factor')).body
  const secret = /<code[^>]*>([^<]+)<\/code>/.exec(setUp)?.[1]?.replaceAll(' ', '') ?? ''
  await postAs(visitor, '/account/two-factor', actionFieldsIn(setUp, 'code'), {
    code: codeNow(secret),
  })
  const apiToken = await createAccessToken(visitor, 'Backup script')
  await createPasskey(database, user, 'Blue key')
  return { secret, apiToken }
}

/** Creates an access token on its page, for somebody signed in here. @returns the token itself */
export async function createAccessToken(visitor: HttpVisitor, name: string): Promise<string> {
  const page = (await visitor.get('/account/tokens')).body
  const values = { name, scope: 'write', expires: '30' }
  const form = actionFieldsIn(page, 'expires')
  const { body } = await postAs(visitor, '/account/tokens', form, values)
  const token = TOKEN.exec(body)?.[0]
  if (token === undefined) throw new Error('An account of the run got no access token')
  return token
}

/** Adds a passkey on its page. */
export async function addPasskey(
  { port, addForm }: { port: number; addForm: readonly Part[] },
  visitor: HttpVisitor,
): Promise<SyntheticAuthenticator> {
  const device = new SyntheticAuthenticator(`http://localhost:${port}`)
  const passkey = JSON.stringify(device.create(await optionsFor(visitor, 'registration')))
  const { body } = await postAs(visitor, '/account/passkeys', addForm, { passkey })
  if (!body.includes('Passkey added')) throw new Error('The passkey was not added.')
  return device
}

/** What a page of this visitor asks a device with. */
export async function optionsFor(
  visitor: HttpVisitor,
  purpose: string,
  headers: Record<string, string> = {},
) {
  const { body } = await visitor.post('/api/passkeys/options', { purpose }, headers)
  const { options } = JSON.parse(body) as {
    options?: { challenge: string; user?: { id: string } }
  }
  if (!options) throw new Error(`No options to ask for a passkey: ${body}`)
  return options
}

/** Sends a form as a browser without JavaScript does. */
export function postAs(
  visitor: HttpVisitor,
  path: string,
  hidden: readonly Part[],
  fields: Record<string, string>,
): Promise<HttpAnswer> {
  const typed = Object.entries(fields).map(([name, value]) => ({ name, value }))
  const { data, contentType } = multipart([...hidden, ...typed])
  return visitor.postBytes(path, data, { 'content-type': contentType })
}
