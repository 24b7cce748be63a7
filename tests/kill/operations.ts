import type { LinkPage } from '@/lib/crypto/link-reference'
import { newToken } from '@/lib/crypto/random-token'
import type { TestDatabase } from '../e2e/setup/database'
import { multipart, type Part } from '../e2e/setup/http'
import { linkPart } from '../e2e/setup/links'
import { createAccount, createPendingSignUp, PASSWORD, somebody } from '../e2e/setup/people'
import { HttpVisitor, type HttpAnswer } from '../setup/http-visitor'
import { ADMIN_OPERATIONS } from './admin-operations' // optional part: admin
import { FACTOR_OPERATIONS } from './factor-operations'
import { TOKEN_OPERATIONS } from './token-operations'
import { addSession, eventOf, goneFrom, type Operations } from './operation'

const ACCOUNT_OPERATIONS: Operations = {
  'sign-up': async ({ port, forms }) => {
    const person = somebody()
    const { email } = person
    return {
      send: () => sendForm(port, '/sign-up', forms.signUp, person),
      facts: [
        ['pending_sign_ups WHERE email = $1', [email]],
        ['link_tokens WHERE email = $1', [email]],
        [`outbox_mails WHERE "to" = $1 AND template = 'confirm-sign-up'`, [email]],
      ],
    }
  },

  confirmation: async ({ port, database, forms }) => {
    const person = somebody()
    const token = await createPendingSignUp(database, person)
    const { email, password } = person
    return {
      send: () => sendForm(port, '/verify-email', forms.verifyEmail, { password }, token),
      facts: [
        ['users WHERE email = $1 AND "emailVerifiedAt" IS NOT NULL', [email]],
        [goneFrom('pending_sign_ups', 'email = $1'), [email]],
        [goneFrom('link_tokens', 'email = $1'), [email]],
        [eventOf('user_created', 'email = $1'), [email]],
        [eventOf('email_verified', 'email = $1'), [email]],
      ],
    }
  },

  reset: async ({ port, database, forms }) => {
    const user = await createAccount(database, somebody())
    await addSession(database, user)
    const token = await addLink(database, user, 'RESET_PASSWORD', user.email)
    const { id, email } = user
    const password = 'meadow copper lighthouse'
    return {
      send: () => sendForm(port, '/reset-password', forms.resetPassword, { password }, token),
      facts: [
        ['users WHERE id = $1::uuid AND "signInRestartedAt" IS NOT NULL', [id]],
        ['sessions WHERE "userId" = $1::uuid AND "revokedAt" IS NOT NULL', [id]],
        ['link_tokens WHERE "userId" = $1::uuid AND "usedAt" IS NOT NULL', [id]],
        [`outbox_mails WHERE "to" = $1 AND template = 'password-changed'`, [email]],
        [eventOf('authn_password_reset', 'id = $1::uuid'), [id]],
      ],
    }
  },

  'change of email': async ({ port, database, forms }) => {
    const user = await createAccount(database, somebody())
    const email = `new-${user.email}`
    const token = await addLink(database, user, 'CHANGE_EMAIL', email)
    const { id, password } = user
    return {
      send: () => sendForm(port, '/verify-email', forms.verifyEmail, { password }, token),
      facts: [
        ['users WHERE id = $1::uuid AND email = $2', [id, email]],
        [
          goneFrom(
            'link_tokens',
            `"userId" = $1::uuid AND purpose = 'CHANGE_EMAIL' AND "usedAt" IS NULL`,
          ),
          [id],
        ],
        [`link_tokens WHERE "userId" = $1::uuid AND purpose = 'UNDO_EMAIL_CHANGE'`, [id]],
        [`outbox_mails WHERE "to" = $1 AND template = 'email-changed'`, [user.email]],
        [eventOf('email_changed', 'id = $1::uuid'), [id]],
      ],
    }
  },

  deletion: async ({ port, database, forms }) => {
    const user = await createAccount(database, somebody())
    const visitor = new HttpVisitor(port)
    await visitor.signIn(user.email, user.password)
    const { id, email } = user
    const fields = { username: user.username, password: PASSWORD }
    const { data, contentType } = multipart([...forms.deleteAccount, ...partsOf(fields)])
    return {
      send: () => visitor.postBytes('/account/data', data, { 'content-type': contentType }),
      facts: [
        [goneFrom('users', 'id = $1::uuid'), [id]],
        [goneFrom('sessions', '"userId" = $1::uuid'), [id]],
        [goneFrom('audit_origins', '"personId" = $1::uuid'), [id]],
        [`outbox_mails WHERE "to" = $1 AND template = 'account-deleted'`, [email]],
        [
          `audit_events WHERE action = 'user_deleted' AND result = 'SUCCESS' AND "targetId" = $1::uuid`,
          [id],
        ],
      ],
    }
  },
}

/** Every operation to kill. */
export const OPERATIONS: Operations = {
  ...ACCOUNT_OPERATIONS,
  ...FACTOR_OPERATIONS,
  ...TOKEN_OPERATIONS,
  ...ADMIN_OPERATIONS, // optional part: admin
}

/** Each from its own address, by a browser without JavaScript that followed a mailed link. */
function sendForm(
  port: number,
  path: string,
  hidden: readonly Part[],
  fields: Record<string, string>,
  token?: string,
): Promise<HttpAnswer> {
  const visitor = new HttpVisitor(port)
  const link = token === undefined ? [] : [linkPart(path.slice(1) as LinkPage, token)]
  const { data, contentType } = multipart([...hidden, ...link, ...partsOf(fields)])
  return visitor.postBytes(path, data, { 'content-type': contentType })
}

const partsOf = (fields: Record<string, string>): Part[] =>
  Object.entries(fields).map(([name, value]) => ({ name, value }))

/** @returns the token of a link as it would be mailed */
export async function addLink(
  database: TestDatabase,
  user: { id: string },
  purpose: string,
  email: string,
): Promise<string> {
  const { token, hash } = newToken()
  await database.rows(
    `INSERT INTO link_tokens (hash, purpose, "userId", email, "createdAt", "expiresAt")
     VALUES ($1, $2::"LinkPurpose", $3::uuid, $4, now(), now() + interval '1 hour')`,
    [hash, purpose, user.id, email],
  )
  return token
}
