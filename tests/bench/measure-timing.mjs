import { randomInt } from 'node:crypto'
import bcrypt from 'bcryptjs'
import pg from 'pg'
import { freePort } from '../../scripts/run/ports.mjs'
import { startBenchServer } from './bench-server.mjs'
import { median } from './figures.mjs'
import { Client } from './http-load.mjs'
import { readForm, formRequest } from './plain-form.mjs'
import { csrfPair, credentialsRequest } from './measures.mjs'

/*
 * Whether the response time reveals who exists: requests for an existing and an unknown user, one
 * at a time in random order.
 */

const PAIRS = 300
/** Lower than in production: the cheaper the hash, the more other differences show. */
const COST = 10

/** @typedef {import('./http-load.mjs').Sent} Sent */

/** @param {import('./arms.mjs').Bench} bench */
export async function measureTiming({ envFor, pace }) {
  const pairs = PAIRS * pace
  const port = await freePort()
  const env = await envFor(port)
  await fillPeople(env.DATABASE_URL ?? '')
  // Each request has its own client address, so no limit applies.
  const settings = { ...env, BCRYPT_COST: String(COST), TRUSTED_PROXIES: '1' }
  const server = await startBenchServer({ port, env: settings })
  const client = new Client({ port, connections: 1 })
  try {
    /** @type {Record<string, number>} */
    const ratios = {}
    for (const [flow, { one, other }] of Object.entries(await flowsOf(client))) {
      ratios[flow] = await ratioOf(client, pairs, one, other)
    }
    return ratios
  } finally {
    client.close()
    await server.stop()
  }
}

/**
 * @param {Client} client
 * @returns {Promise<Record<string, { one: (at: number) => Sent, other: (at: number) => Sent }>>}
 */
async function flowsOf(client) {
  const pair = await csrfPair(client)
  const [signUp, forgot, resend] = await Promise.all([
    readForm(client, '/sign-up', 'username'),
    readForm(client, '/forgot-password', 'email'),
    readForm(client, '/resend-verification', 'email'),
  ])
  const signIn = (/** @type {string} */ kind) => (/** @type {number} */ at) =>
    fromAnywhere(
      credentialsRequest(pair, { identifier: emailOf(kind, at), password: 'not the password!' }),
    )
  const send =
    (/** @type {import('./plain-form.mjs').Form} */ form, /** @type {string} */ kind) =>
    (/** @type {number} */ at) =>
      fromAnywhere(formRequest(form, { email: emailOf(kind, at) }))
  const join = (/** @type {string} */ kind) => (/** @type {number} */ at) => {
    const username = `t${kind.slice(0, 1)}${at}`
    const fields = { name: 'Ada', username, email: emailOf(kind, at) }
    return fromAnywhere(formRequest(signUp, { ...fields, password: 'meadow copper lighthouse' }))
  }
  return {
    signInUnknown: { one: signIn('active'), other: signIn('nobody') },
    signInDisabled: { one: signIn('active'), other: signIn('disabled') },
    signInUnverified: { one: signIn('active'), other: signIn('unverified') },
    signInTwoFactor: { one: signIn('active'), other: signIn('guarded') },
    signInPasskey: { one: signIn('active'), other: signIn('keyed') },
    signUp: { one: join('active'), other: join('nobody') },
    forgot: { one: send(forgot, 'active'), other: send(forgot, 'nobody') },
    forgotDisabled: { one: send(forgot, 'active'), other: send(forgot, 'disabled') },
    forgotTwoFactor: { one: send(forgot, 'active'), other: send(forgot, 'guarded') },
    resend: { one: send(resend, 'unverified'), other: send(resend, 'nobody') },
    resendVerified: { one: send(resend, 'active'), other: send(resend, 'nobody') },
  }
}

const emailOf = (/** @type {string} */ kind, /** @type {number} */ at) =>
  `${kind}-${String(at).padStart(3, '0')}@timing.example`

/**
 * @param {Client} client
 * @param {number} pairs
 * @param {(at: number) => Sent} one
 * @param {(at: number) => Sent} other
 * @returns {Promise<number>} median of the one ÷ median of the other
 */
async function ratioOf(client, pairs, one, other) {
  /** @type {[number[], number[]]} */
  const times = [[], []]
  for (let at = 0; at < pairs; at += 1) {
    const order = randomInt(2) === 0 ? [0, 1] : [1, 0]
    for (const which of order) {
      const { status, ms } = await client.send(which === 0 ? one(at) : other(at))
      if (status !== 200) throw new Error(`A timed request answered ${status}.`)
      times[which === 0 ? 0 : 1].push(ms)
    }
  }
  return median(times[0]) / median(times[1])
}

/**
 * @param {Sent} sent
 * @returns {Sent}
 */
function fromAnywhere(sent) {
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
  return { ...sent, headers: { ...sent.headers, 'x-forwarded-for': address } }
}

/**
 * Users of each kind, all with a password that no request uses.
 *
 * @param {string} databaseUrl
 */
async function fillPeople(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const hash = await bcrypt.hash('what nobody knows', COST)
    for (const kind of ['active', 'disabled', 'unverified', 'guarded', 'keyed']) {
      await client.query(
        `INSERT INTO users (id, email, username, name, "passwordHash", "passwordScheme",
                            "emailVerifiedAt", "disabledAt", "createdAt", "updatedAt")
         SELECT gen_random_uuid(), $1 || '-' || lpad(n::text, 3, '0') || '@timing.example',
                $1 || '-' || n, 'Ada ' || n, $2, 'BCRYPT',
                CASE WHEN $1 <> 'unverified' THEN now() END,
                CASE WHEN $1 = 'disabled' THEN now() END, now(), now()
           FROM generate_series(0, $3::int - 1) AS n
             ON CONFLICT DO NOTHING`,
        [kind, hash, PAIRS],
      )
    }
    await client.query(ADD_FACTORS)
  } finally {
    await client.end()
  }
}

/** Authenticator apps for the one kind, passkeys for another. */
const ADD_FACTORS = `
  INSERT INTO authenticators ("userId", "sealedSecret", "keyName", "lastUsedStep", "createdAt")
  SELECT id, 'x', 'x', 0, now() FROM users WHERE email LIKE 'guarded-%@timing.example'
      ON CONFLICT DO NOTHING;
  INSERT INTO passkeys (id, "userId", "credentialId", "publicKey", counter, transports, "isBackedUp",
                        aaguid, "rpId", name, "createdAt", address, "userAgent")
  SELECT gen_random_uuid(), id, id::text, 'x', 0, '{internal}', true, gen_random_uuid(), 'localhost',
         'Key', now(), '', '' FROM users WHERE email LIKE 'keyed-%@timing.example'
      ON CONFLICT DO NOTHING;
  UPDATE users SET "twoFactorEnabledAt" = now() WHERE email LIKE 'guarded-%@timing.example';
  UPDATE users SET "passkeysEnabledAt" = now() WHERE email LIKE 'keyed-%@timing.example'`
