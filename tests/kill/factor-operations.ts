import { hashToken } from '@/lib/crypto/random-token'
import { actionFieldsIn, type Part } from '../e2e/setup/http'
import { createAccount, somebody } from '../e2e/setup/people'
import { codeNow } from '../e2e/setup/two-factor'
import { SyntheticAuthenticator } from '../integration/setup/synthetic-authenticator'
import { HttpVisitor } from '../setup/http-visitor'
import {
  addPasskey,
  enrol,
  optionsFor,
  postAs,
  RECOVERY_CODE,
  SECRET,
  signedIn,
} from '../setup/factors'
import {
  addSession,
  eventOf,
  goneFrom,
  type Operation,
  type Operations,
  type Place,
} from './operation'

const OF_USER = '"userId" = $1::uuid'
const BY_SCRIPT = { 'x-auth-return-redirect': '1' }

/** What people do with a second factor and with passkeys. */
export const FACTOR_OPERATIONS: Operations = {
  'two-factor on': async (place) => {
    const { user, visitor } = await signedIn(place)
    await addSession(place.database, user)
    const { body } = await visitor.get('/account/two-factor')
    const [, shown = ''] = /<code[^>]*>([^<]*)</.exec(body) ?? []
    const secret = shown.replaceAll(' ', '')
    const form = place.forms.twoFactorOn
    return {
      // A code is only good for a minute, which a restart may take.
      send: () => postAs(visitor, '/account/two-factor', form, { code: codeNow(secret) }),
      facts: [
        ['users WHERE id = $1::uuid AND "twoFactorEnabledAt" IS NOT NULL', [user.id]],
        [`authenticators WHERE ${OF_USER}`, [user.id]],
        [`recovery_codes WHERE ${OF_USER}`, [user.id]],
        [`sessions WHERE ${OF_USER} AND "revokedAt" IS NOT NULL`, [user.id]],
        mailed('two-factor-on', user.email),
        [eventOf('two_factor_enabled', 'id = $1::uuid'), [user.id]],
      ],
    }
  },

  'two-factor off': async (place) => {
    const { user, visitor } = await signedIn(place)
    await addSession(place.database, user)
    await enrol(place.database, user)
    const fields = { username: user.username }
    return {
      send: () => postAs(visitor, '/account/two-factor', place.forms.twoFactorOff, fields),
      facts: [
        ['users WHERE id = $1::uuid AND "twoFactorEnabledAt" IS NULL', [user.id]],
        [goneFrom('authenticators', OF_USER), [user.id]],
        [goneFrom('recovery_codes', OF_USER), [user.id]],
        [`sessions WHERE ${OF_USER} AND "revokedAt" IS NOT NULL`, [user.id]],
        mailed('two-factor-off', user.email),
        [eventOf('two_factor_disabled', 'id = $1::uuid'), [user.id]],
      ],
    }
  },

  'new codes': async (place) => {
    const { user, visitor } = await signedIn(place)
    await enrol(place.database, user)
    const old = [user.id, hashToken(RECOVERY_CODE)]
    return {
      send: () => postAs(visitor, '/account/two-factor', place.forms.newCodes, {}),
      facts: [
        [goneFrom('recovery_codes', `${OF_USER} AND hash = $2`), old],
        [`recovery_codes WHERE ${OF_USER} AND hash <> $2`, old],
        mailed('recovery-codes-replaced', user.email),
        [eventOf('recovery_codes_created', 'id = $1::uuid'), [user.id]],
      ],
    }
  },

  'sign-in by code': async (place) =>
    secondStep(
      place,
      () => ({ code: codeNow(SECRET), trust: 'on' }),
      (id) => [
        [`sessions WHERE ${OF_USER} AND method = 'password+totp'`, [id]],
        [`authenticators WHERE ${OF_USER} AND "lastUsedStep" > 0`, [id]],
        [`trusted_browsers WHERE ${OF_USER}`, [id]],
      ],
    ),

  'recovery code': async (place) =>
    secondStep(
      place,
      () => ({ recoveryCode: RECOVERY_CODE }),
      (id) => [
        [`sessions WHERE ${OF_USER} AND method = 'password+recovery'`, [id]],
        [`recovery_codes WHERE ${OF_USER} AND "usedAt" IS NOT NULL`, [id]],
      ],
    ),

  'passkey added': async (place) => {
    const { user, visitor } = await signedIn(place)
    const options = await optionsFor(visitor, 'registration')
    const answer = new SyntheticAuthenticator(originOf(place)).create(options)
    const fields = { passkey: JSON.stringify(answer) }
    return {
      send: () => postAs(visitor, '/account/passkeys', place.forms.addPasskey, fields),
      facts: [
        [`passkeys WHERE ${OF_USER}`, [user.id]],
        ['users WHERE id = $1::uuid AND "passkeysEnabledAt" IS NOT NULL', [user.id]],
        ['used_passkey_challenges WHERE hash = $1', [hashToken(options.challenge)]],
        mailed('passkey-changed', user.email),
        [eventOf('passkey_added', 'id = $1::uuid'), [user.id]],
      ],
    }
  },

  'passkey renamed': async (place) => {
    const { user, visitor } = await signedIn(place)
    await addPasskey(withForm(place), visitor)
    const [row] = await place.database.rows(`SELECT id FROM passkeys WHERE ${OF_USER}`, [user.id])
    const form = await formOn(visitor, '/account/passkeys', 'name')
    const fields = { id: String(row?.id), change: 'rename', name: 'Blue key' }
    return {
      send: () => postAs(visitor, '/account/passkeys', form, fields),
      facts: [
        [`passkeys WHERE ${OF_USER} AND name = 'Blue key'`, [user.id]],
        [eventOf('passkey_renamed', 'id = $1::uuid'), [user.id]],
      ],
    }
  },

  'passkey removed': async (place) => {
    const { user, visitor } = await signedIn(place)
    await addPasskey(withForm(place), visitor)
    await addSession(place.database, user)
    const [row] = await place.database.rows(`SELECT id FROM passkeys WHERE ${OF_USER}`, [user.id])
    const fields = { id: String(row?.id), change: 'remove', confirmed: 'yes' }
    return {
      send: () => postAs(visitor, '/account/passkeys', place.forms.removePasskey, fields),
      facts: [
        [goneFrom('passkeys', OF_USER), [user.id]],
        ['users WHERE id = $1::uuid AND "passkeysEnabledAt" IS NULL', [user.id]],
        [`sessions WHERE ${OF_USER} AND "revokedAt" IS NOT NULL`, [user.id]],
        [
          `outbox_mails WHERE "to" = $1 AND template = 'passkey-changed' AND data->>'change' = 'removed'`,
          [user.email],
        ],
        [eventOf('passkey_removed', 'id = $1::uuid'), [user.id]],
      ],
    }
  },

  'browser distrusted': async (place) => distrusted(place, 1, 'browser'),

  'browsers distrusted': async (place) => distrusted(place, 3, 'Stop trusting all browsers'),

  'passkey sign-in': async (place) => {
    const { user, visitor } = await signedIn(place)
    const device = await addPasskey(withForm(place), visitor)
    const browser = new HttpVisitor(place.port)
    const csrfToken = await browser.csrfToken()
    const options = await optionsFor(browser, 'sign-in')
    const fields = { csrfToken, passkey: JSON.stringify(device.get(options)) }
    return {
      send: () => browser.post('/api/auth/callback/passkey', fields, BY_SCRIPT),
      facts: [
        [`sessions WHERE ${OF_USER} AND method = 'passkey'`, [user.id]],
        [`passkeys WHERE ${OF_USER} AND "lastUsedAt" IS NOT NULL`, [user.id]],
        ['used_passkey_challenges WHERE hash = $1', [hashToken(options.challenge)]],
      ],
    }
  },
}

/** Both steps of a sign-in: one that was not finished begins again with the password. */
async function secondStep(
  place: Place,
  answer: () => Record<string, string>,
  factsOf: (userId: string) => Operation['facts'],
): Promise<Operation> {
  const user = await createAccount(place.database, somebody())
  await enrol(place.database, user)
  return {
    async send() {
      const visitor = new HttpVisitor(place.port)
      const first = await visitor.signIn(user.email, user.password)
      if (first.status === 503) return first
      const fields = { csrfToken: await visitor.csrfToken(), ...answer() }
      return visitor.post('/api/auth/callback/two-factor', fields, BY_SCRIPT)
    },
    facts: [...factsOf(user.id), [eventOf('authn_login_success', 'id = $1::uuid'), [user.id]]],
  }
}

/** @param button of the form that ends the trust: the name of the button of one browser, or its text */
async function distrusted(place: Place, count: number, button: string): Promise<Operation> {
  const { user, visitor } = await signedIn(place)
  await enrol(place.database, user)
  const [row] = await place.database.rows(
    `INSERT INTO trusted_browsers (id, "userId", "browserHash", "trustedAt", "lastUsedAt",
                                   "expiresAt", address, "userAgent")
     SELECT gen_random_uuid(), $1::uuid, n::text, now(), now(), now() + interval '1 day', '', ''
       FROM generate_series(1, $2::int) AS n
     RETURNING id`,
    [user.id, count],
  )
  const form = await formOn(visitor, '/account/sessions', button)
  const fields: Record<string, string> = button === 'browser' ? { browser: String(row?.id) } : {}
  return {
    send: () => postAs(visitor, '/account/sessions', form, fields),
    facts: [
      [goneFrom('trusted_browsers', OF_USER), [user.id]],
      [eventOf('trusted_browsers_ended', 'id = $1::uuid'), [user.id]],
    ],
  }
}

const mailed = (template: string, email: string): Operation['facts'][number] => [
  `outbox_mails WHERE "to" = $1 AND template = '${template}'`,
  [email],
]

/** The fields that React adds to a form, for one that is there only now. */
async function formOn(visitor: HttpVisitor, path: string, what: string): Promise<Part[]> {
  return actionFieldsIn((await visitor.get(path)).body, what)
}

const withForm = ({ port, forms }: Place) => ({ port, addForm: forms.addPasskey })

const originOf = ({ port }: Place) => `http://localhost:${port}`
