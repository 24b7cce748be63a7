import { boundedDerivation, type ForeignHash } from './imported-hash'

/** What Firebase's console shows as "password hash parameters". */
export type FirebaseParameters = {
  signerKey: Buffer
  saltSeparator: Buffer
  rounds: number
  memoryCost: number
}

/** What stands beside a hash. */
export type HashContext = {
  /** In a column of its own; base64, as Firebase writes it. */
  salt?: string | undefined
  firebase?: FirebaseParameters | undefined
}

export type HashProblem = 'unknown' | 'too_costly' | 'firebase_parameters'

type Parsed = { derivation: unknown; digest: Buffer }
type Format = (parts: RegExpExecArray, context: HashContext) => Parsed | 'firebase_parameters'

const LONGEST = 4096

/** Standard, URL-safe, unpadded and passlib's base64, which has a dot for the plus. */
const bytes = (text: string) => Buffer.from(text.replaceAll('.', '+'), 'base64')
const standard = (text: string) => bytes(text).toString('base64')
const ofText = (text: string) => Buffer.from(text, 'utf8').toString('base64')

/** bcrypt's digest is kept as its text. */
function bcryptOf([, cost = '', salt = '', digest = '']: string[], more: object = {}): Parsed {
  const derivation = { algorithm: 'bcrypt', cost: Number(cost), salt, ...more }
  return { derivation, digest: Buffer.from(digest, 'latin1') }
}

const FORMATS: readonly (readonly [RegExp, Format])[] = [
  // Devise, Laravel, Supabase, NextAuth examples; Django writes its own name in front.
  [
    /^(?:bcrypt\$)?\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/,
    (parts) => bcryptOf(parts),
  ],
  [
    /^bcrypt_sha256\$\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/,
    (parts) => bcryptOf(parts, { prehash: 'sha256-hex' }),
  ],
  // The PHC string of Laravel, Supabase, Auth0 and the argon2 packages, with Django's name or not.
  [
    /^(?:argon2)?\$(argon2id|argon2i)\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/.=_-]+)\$([A-Za-z0-9+/.=_-]+)$/,
    ([, algorithm, m, t, p, salt = '', digest = '']) => {
      const [memoryKiB, passes, lanes] = [Number(m), Number(t), Number(p)]
      const end = bytes(digest)
      const costs = { memoryKiB, passes, lanes }
      return {
        derivation: { algorithm, ...costs, salt: standard(salt), length: end.length },
        digest: end,
      }
    },
  ],
  // Better Auth; the salt is the text of its hex digits.
  [
    /^([0-9a-f]{32}):([0-9a-f]{128})$/,
    ([, salt = '', digest = '']) => {
      const costs = { n: 16_384, r: 16, p: 1, length: 64, normalize: 'NFKC' }
      return {
        derivation: { algorithm: 'scrypt', ...costs, salt: ofText(salt) },
        digest: Buffer.from(digest, 'hex'),
      }
    },
  ],
  // Django: scrypt$n$salt$r$p$digest.
  [
    /^scrypt\$(\d+)\$([^$]+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/.=_-]+)$/,
    ([, n, salt = '', r, p, digest = '']) =>
      scryptOf({ n: Number(n), r: Number(r), p: Number(p), salt: ofText(salt) }, bytes(digest)),
  ],
  // The PHC string of passlib and others.
  [
    /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/.=_-]+)\$([A-Za-z0-9+/.=_-]+)$/,
    ([, ln, r, p, salt = '', digest = '']) =>
      scryptOf(
        { n: 2 ** Number(ln), r: Number(r), p: Number(p), salt: standard(salt) },
        bytes(digest),
      ),
  ],
  // Django: pbkdf2_sha256$iterations$salt$digest.
  [
    /^pbkdf2_(sha1|sha256)\$(\d+)\$([^$]+)\$([A-Za-z0-9+/.=_-]+)$/,
    ([, hash, iterations, salt = '', digest = '']) =>
      pbkdf2Of(hash, iterations, ofText(salt), bytes(digest)),
  ],
  // passlib and Auth0: $pbkdf2-sha256$i=27500,l=32$salt$digest, or the bare number.
  [
    /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?(\d+)(?:,l=\d+)?\$([A-Za-z0-9+/.=_-]+)\$([A-Za-z0-9+/.=_-]+)$/,
    ([, hash = 'sha1', iterations, salt = '', digest = '']) =>
      pbkdf2Of(hash, iterations, standard(salt), bytes(digest)),
  ],
  // Supabase's form of Firebase's hash, with its parameters.
  [
    /^\$fbscrypt\$v=1,n=(\d+),r=(\d+),p=1(?:,ss=([A-Za-z0-9+/=_-]*))?,sk=([A-Za-z0-9+/=_-]+)\$([A-Za-z0-9+/=_-]+)\$([A-Za-z0-9+/=_-]+)$/,
    ([, n, r, separator = '', key = '', salt = '', digest = '']) =>
      firebaseOf(bytes(salt), bytes(digest), {
        ...{ signerKey: bytes(key), saltSeparator: bytes(separator) },
        ...{ memoryCost: Number(n), rounds: Number(r) },
      }),
  ],
  // Firebase: 64 bytes of base64, with the salt beside.
  [
    /^([A-Za-z0-9+/_-]{86}==|[A-Za-z0-9+/_-]{86})$/,
    ([, digest = ''], { salt, firebase }) =>
      salt === undefined || firebase === undefined
        ? 'firebase_parameters'
        : firebaseOf(bytes(salt), bytes(digest), firebase),
  ],
]

function scryptOf(costs: { n: number; r: number; p: number; salt: string }, digest: Buffer) {
  return { derivation: { algorithm: 'scrypt', ...costs, length: digest.length }, digest }
}

function pbkdf2Of(
  hash: string | undefined,
  iterations: string | undefined,
  salt: string,
  digest: Buffer,
): Parsed {
  const costs = { iterations: Number(iterations), salt, length: digest.length }
  return { derivation: { algorithm: 'pbkdf2', hash, ...costs }, digest }
}

function firebaseOf(salt: Buffer, hash: Buffer, parameters: FirebaseParameters): Parsed {
  const { signerKey, saltSeparator, rounds, memoryCost } = parameters
  const digest = Buffer.from(hash.map((byte, at) => byte ^ (signerKey[at] ?? 0)))
  const whole = Buffer.concat([salt, saltSeparator]).toString('base64')
  const costs = { n: 2 ** memoryCost, r: rounds, p: 1, salt: whole, length: digest.length }
  return {
    derivation: { algorithm: 'scrypt', ...costs, keystream: true },
    // Another length of the key is another project's.
    digest: signerKey.length === hash.length ? digest : Buffer.alloc(0),
  }
}

/** Reads a hash in any of the formats that the systems named in docs/import.md write. */
export function readForeignHash(
  text: string,
  context: HashContext = {},
): ForeignHash | HashProblem {
  if (text.length > LONGEST) return 'unknown'
  for (const [pattern, read] of FORMATS) {
    const parts = pattern.exec(text)
    if (!parts) continue
    const parsed = read(parts, context)
    if (parsed === 'firebase_parameters') return parsed
    return bounded(parsed)
  }
  return 'unknown'
}

function bounded({ derivation, digest }: Parsed): ForeignHash | HashProblem {
  if (digest.length === 0) return 'firebase_parameters'
  const known = boundedDerivation(derivation)
  return known === null ? 'too_costly' : { derivation: known, digest }
}

type KeycloakCredential = { secretData: unknown; credentialData: unknown }

/** Reads a password credential of a Keycloak realm export, whose halves are JSON in strings. */
export function readKeycloakHash(credential: KeycloakCredential): ForeignHash | HashProblem {
  const secret = objectOf(credential.secretData)
  const { algorithm, hashIterations, additionalParameters } = objectOf(credential.credentialData)
  const [value, salt] = [String(secret.value ?? ''), String(secret.salt ?? '')]
  if (value === '' || salt === '') return 'unknown'
  const digest = bytes(value)
  const pbkdf2 = /^pbkdf2(?:-(sha256|sha512))?$/.exec(String(algorithm))
  if (pbkdf2)
    return bounded(pbkdf2Of(pbkdf2[1] ?? 'sha1', String(hashIterations), standard(salt), digest))
  if (algorithm !== 'argon2') return 'unknown'
  const more = objectOf(additionalParameters)
  const first = (name: string) => [more[name]].flat()[0]
  if (first('version') !== '1.3') return 'unknown'
  const costs = {
    ...{ memoryKiB: Number(first('memory')), passes: Number(hashIterations) },
    ...{ lanes: Number(first('parallelism')), salt: standard(salt), length: digest.length },
  }
  return bounded({ derivation: { algorithm: `argon2${String(first('type'))}`, ...costs }, digest })
}

function objectOf(value: unknown): Record<string, unknown> {
  try {
    const read: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}
