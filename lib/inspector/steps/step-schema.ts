import { ERROR_CODES } from '@/lib/platform/errors'
import { SCENARIOS } from '@/lib/inspector/scenarios/scenario-list'
import { count, flag, masked, moment, path, word, type Kind } from './value-kinds'
import { COOKIES } from '@/lib/domain/site/cookie-names'
import { ROLE_NAMES } from '@/lib/domain/accounts/roles'

/**
 * Which part runs a step: the columns of the sequence, from the outside in. What is bound to the device
 * happens here too, but answers to its key.
 */
export const LANES = ['device', 'browser', 'middleware', 'authjs', 'ours', 'database'] as const
export type Lane = (typeof LANES)[number]

type Side = Readonly<Record<string, Kind>>
type StepSchema = { lane: Lane; in: Side; out: Side }

const code = word(...ERROR_CODES, 'unavailable')

const HEADER = {
  'header.alg': word('dir'),
  'header.enc': word('A256CBC-HS512'),
  'header.kid': masked,
} as const

/** The claims of the token. Only the role and the times are not masked. */
const CLAIMS = {
  'claim.sub': masked,
  'claim.id': masked,
  'claim.role': word(...ROLE_NAMES),
  'claim.sessionId': masked,
  'claim.absoluteEnd': moment,
  'claim.iat': moment,
  'claim.exp': moment,
  'claim.jti': masked,
} as const

const SENT_COOKIES: Side = Object.fromEntries(
  COOKIES.flatMap((name): [string, Kind][] => [
    [`cookie.${name}.bytes`, count],
    [`cookie.${name}.value`, masked],
  ]),
)

const AUTH_ACTIONS = [
  ...['csrf', 'providers', 'session', 'signin', 'signout', 'error'],
  ...['callback/credentials', 'callback/two-factor', 'callback/passkey', 'signin/credentials'],
]

const OPERATIONS = [
  ...['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'count'],
  ...['create', 'createMany', 'update', 'updateMany', 'upsert', 'delete', 'deleteMany'],
  ...[
    'aggregate',
    'groupBy',
    'createManyAndReturn',
    'updateManyAndReturn',
    'queryRaw',
    'executeRaw',
  ],
]

const MODELS = [
  ...['User', 'Session', 'PendingSignUp', 'LinkToken', 'OutboxMail', 'AuditEvent', 'AuditOrigin'],
  ...['AttemptCounter', 'Authenticator', 'RecoveryCode', 'TwoFactorChallenge', 'TrustedBrowser'],
  ...['Passkey', 'UsedPasskeyChallenge'],
  'statement',
]

/**
 * Everything a recording may contain: for each step, the keys of its input and output. A key that is not
 * listed, or a value of another kind, is not recorded, whatever a caller passes.
 */
export const STEPS = {
  request: {
    lane: 'browser',
    in: {
      method: word('GET', 'HEAD', 'POST'),
      path,
      /** A document, the router's data for one, a form or action, or a call to the API. */
      kind: word('page', 'data', 'action', 'api'),
      /** Of a sign-in by next-auth's client: the option it was called with. */
      redirect: word('true', 'false'),
      scenario: word(...SCENARIOS),
      'cookies.others': count,
      'cookies.foreignAuth': flag,
      'cookies.bytes': count,
      'cookies.badCallback': flag,
      secure: flag,
      ...SENT_COOKIES,
    },
    /** Abandoned by a client that did not wait: nothing was answered. */
    out: { status: count, abandoned: flag, location: path, retryAfterSeconds: count, code },
  },
  front: { lane: 'ours', in: {}, out: { passed: flag, status: count } },
  middleware: {
    lane: 'middleware',
    in: { path },
    out: {
      decision: word('pass', 'redirect', 'refuse', 'unavailable'),
      session: word('absent', 'dead', 'unproven', 'alive', 'unavailable'),
      location: path,
    },
  },
  handler: {
    lane: 'authjs',
    in: { action: word(...AUTH_ACTIONS), method: word('GET', 'POST') },
    out: { status: count, code, session: word('null', 'user', 'unavailable') },
  },
  csrf: {
    lane: 'authjs',
    in: { cookieToken: masked, cookieHash: masked, bodyToken: masked },
    out: { recomputed: masked, hashMatches: flag, tokensMatch: flag, verified: flag },
  },
  redirect: {
    lane: 'ours',
    in: { offsite: flag, path },
    out: { path },
  },
  parse: {
    lane: 'ours',
    in: { identifier: word('email', 'username', 'missing'), password: flag, remember: flag },
    out: { valid: flag },
  },
  authorize: {
    lane: 'ours',
    in: { provider: word('credentials', 'two-factor', 'passkey') },
    out: { accepted: flag, code },
  },
  limiter: {
    lane: 'database',
    in: {},
    out: { allowed: flag, counters: count, highest: count, lockedUntil: moment },
  },
  lookup: { lane: 'database', in: { by: word('email', 'username', 'id') }, out: { found: flag } },
  challenge: { lane: 'database', in: {}, out: { opened: flag } },
  secondFactor: {
    lane: 'ours',
    in: { kind: word('totp', 'recovery', 'passkey') },
    out: { matches: flag },
  },
  spendProof: {
    lane: 'database',
    in: { kind: word('totp', 'recovery', 'passkey', 'trusted-browser') },
    out: { spent: flag },
  },
  liveness: {
    lane: 'ours',
    in: {},
    out: {
      ...{ alive: flag, idleEndAt: moment, absoluteEndAt: moment, lastSeenAt: moment },
      bound: flag,
    },
  },
  bind: {
    lane: 'device',
    in: { key: masked, algorithm: word('ES256', 'RS256') },
    out: { bound: flag, until: moment },
  },
  refresh: {
    lane: 'device',
    in: { proof: flag },
    out: { result: word('refreshed', 'challenged', 'over'), until: moment },
  },
  query: {
    lane: 'database',
    in: { model: word(...MODELS), operation: word(...OPERATIONS) },
    out: { rows: count },
  },
  bcrypt: {
    lane: 'ours',
    in: { job: word('hash', 'compare'), cost: count },
    out: { matches: flag },
  },
  signIn: { lane: 'ours', in: {}, out: { allowed: flag, code } },
  jwt: {
    lane: 'ours',
    in: { trigger: word('signIn', 'signUp', 'update', 'none'), hasUser: flag, ...CLAIMS },
    out: { alive: flag, code, ...CLAIMS },
  },
  encode: {
    lane: 'authjs',
    in: CLAIMS,
    out: { written: flag, bytes: count, ...HEADER },
  },
  decode: { lane: 'authjs', in: { bytes: count }, out: { valid: flag, ...HEADER, ...CLAIMS } },
  session: {
    lane: 'ours',
    in: CLAIMS,
    out: {
      'user.id': masked,
      'user.name': masked,
      'user.username': masked,
      'user.email': masked,
      'user.image': word('null', 'set'),
      'user.role': word(...ROLE_NAMES),
      expires: moment,
      sessionId: masked,
      unavailable: flag,
    },
  },
  event: { lane: 'authjs', in: { name: word('signIn', 'signOut', 'session') }, out: {} },
  auth: { lane: 'ours', in: {}, out: { session: word('null', 'user', 'unavailable') } },
  setCookie: {
    lane: 'browser',
    in: {},
    out: {
      name: word(...COOKIES),
      change: word('set', 'cleared'),
      bytes: count,
      value: masked,
      httpOnly: flag,
      secure: flag,
      sameSite: word('lax', 'strict', 'none'),
      path: word('/', 'other'),
      host: flag,
      expiresAt: moment,
    },
  },
} as const satisfies Record<string, StepSchema>

export type StepName = keyof typeof STEPS

export function isStepName(value: unknown): value is StepName {
  return typeof value === 'string' && Object.hasOwn(STEPS, value)
}

export type Sides = 'in' | 'out'

/** What a describer may return for one side of a step. */
export type StepData<Name extends StepName, S extends Sides> = {
  [Key in keyof (typeof STEPS)[Name][S]]?: unknown
}
