import { TOTP, Secret } from 'otpauth'
import type { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn, multipart } from '../e2e/setup/http'
import { createPasskey } from '../e2e/setup/passkeys'
import type { User } from '../e2e/setup/people'
import { product } from '@/lib/product'
import type { HttpVisitor } from './http-visitor'

const TOKEN = new RegExp(`${product.slug}_[\\w-]{43}`)

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
  await send(visitor, '/account/two-factor', setUp, 'code', { code: codeNow(secret) })
  const apiToken = await createAccessToken(visitor, 'Backup script')
  await createPasskey(database, user, 'Blue key')
  return { secret, apiToken }
}

/** Creates an access token on its page, for somebody signed in here. @returns the token itself */
export async function createAccessToken(visitor: HttpVisitor, name: string): Promise<string> {
  const page = (await visitor.get('/account/tokens')).body
  const values = { name, scope: 'write', expires: '30' }
  const answer = await send(visitor, '/account/tokens', page, 'expires', values)
  const token = TOKEN.exec(answer)?.[0]
  if (token === undefined) throw new Error('An account of the run got no access token')
  return token
}

async function send(
  visitor: HttpVisitor,
  path: string,
  page: string,
  field: string,
  values: Record<string, string>,
): Promise<string> {
  const typed = Object.entries(values).map(([name, value]) => ({ name, value }))
  const { data, contentType } = multipart([...actionFieldsIn(page, field), ...typed])
  return (await visitor.postBytes(path, data, { 'content-type': contentType })).body
}

/** What an authenticator app shows. */
export function codeNow(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate()
}
