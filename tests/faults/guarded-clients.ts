import { cookieName } from '@/lib/domain/site/cookie-names'
import type { User } from '../e2e/setup/people'
import type { SyntheticAuthenticator } from '../integration/setup/synthetic-authenticator'
import { HttpVisitor, type HttpAnswer } from '../setup/http-visitor'
import type { Factors } from '../setup/factors'
import { codeNow } from '../e2e/setup/two-factor'
import type { Ledger } from './ledger'

const STEP_MS = 30_000
const stepNow = () => Math.floor(Date.now() / STEP_MS)
const SESSION = cookieName('session')
const PASSKEY_CALLBACK = '/api/auth/callback/passkey'
const BY_SCRIPT = { 'x-auth-return-redirect': '1' }
const FIRST_STEP = cookieName('two-factor')

/** Somebody with two-factor, a passkey and access tokens, and a mailed link that nobody has used. */
export type Guarded = Factors & {
  user: User
  /** Holds their passkey. */
  device: SyntheticAuthenticator
  revokedToken: string
  resetLink: string
}

/** What they, their programs and their mails do during the faults. Each returns whether it was served. */
export function guardedDeeds(
  port: number,
  { user, device, secret, apiToken, revokedToken, resetLink }: Guarded,
  ledger: Ledger,
) {
  const stranger = () => new HttpVisitor(port)
  const askWith = (token: string) =>
    stranger().get('/api/me', { authorization: `Bearer ${token}`, accept: 'application/json' })
  // Turning two-factor on took a code.
  let lastStep = stepNow()
  let used: Record<string, string> | null = null
  return {
    useToken: () =>
      ledger.enter(
        'access token',
        () => askWith(apiToken),
        ({ status, body }) => status === 200 && body.includes(user.username),
      ),
    useRevokedToken: () =>
      ledger.enter(
        'revoked access token',
        () => askWith(revokedToken),
        ({ status, body }) => status === 401 && !body.includes(user.username),
      ),
    /** Once for each code, since an answer that was lost may have used it up. */
    enterCode: async () => {
      if (stepNow() === lastStep) return true
      const visitor = stranger()
      const isIn = await ledger.enter(
        'second step',
        () =>
          signInWithCode(visitor, user, () => {
            // The password may have taken until the next code.
            lastStep = stepNow()
            return codeNow(secret)
          }),
        () => visitor.cookies.has(SESSION),
      )
      if (isIn) ledger.granted.push(visitor.cookie)
      return isIn
    },
    usePasskey: async () => {
      const visitor = stranger()
      const answered: Record<string, string> = {}
      const isIn = await ledger.enter(
        'passkey',
        () => signInWithPasskey(visitor, device, answered),
        () => visitor.cookies.has(SESSION),
      )
      if (isIn) {
        used = answered
        ledger.granted.push(visitor.cookie)
      }
      return isIn
    },
    replayPasskey: async () => {
      const visitor = stranger()
      const fields = used
      if (fields === null) return true
      return ledger.enter(
        'passkey answer that was used',
        async () => {
          const csrfToken = await visitor.csrfToken()
          return visitor.post(PASSKEY_CALLBACK, { ...fields, csrfToken }, BY_SCRIPT)
        },
        ({ body }) => body.includes('error=') && !visitor.cookies.has(SESSION),
      )
    },
    openLink: async () => {
      const visitor = stranger()
      return ledger.enter(
        'mailed link',
        async () => {
          const opened = await visitor.get(`/reset-password?token=${resetLink}`)
          return opened.status === 303 ? visitor.get('/reset-password') : opened
        },
        ({ status, body }) => status === 200 && body.includes('Set new password'),
      )
    },
  }
}

async function signInWithCode(
  visitor: HttpVisitor,
  { email, password }: User,
  code: () => string,
): Promise<HttpAnswer> {
  const first = await visitor.signIn(email, password)
  if (!visitor.cookies.has(FIRST_STEP)) return first
  const fields = { csrfToken: await visitor.csrfToken(), code: code() }
  return visitor.post('/api/auth/callback/two-factor', fields, BY_SCRIPT)
}

/** @param answered receives what the device answered */
async function signInWithPasskey(
  visitor: HttpVisitor,
  device: SyntheticAuthenticator,
  answered: Record<string, string>,
): Promise<HttpAnswer> {
  const asked = await visitor.post('/api/passkeys/options', { purpose: 'sign-in' })
  if (asked.status !== 200) return asked
  const { options } = JSON.parse(asked.body) as { options: { challenge: string } }
  answered.passkey = JSON.stringify(device.get(options))
  const fields = { csrfToken: await visitor.csrfToken(), ...answered }
  return visitor.post(PASSKEY_CALLBACK, fields, BY_SCRIPT)
}
