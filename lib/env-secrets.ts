import { judgeSecret } from '@/lib/domain/passwords/secret-strength'

export type Secrets = {
  AUTH_SECRET: readonly string[]
  AUDIT_SECRET?: readonly string[] | undefined
  PASSWORD_PEPPER: readonly { id: string; secret: string }[]
  METRICS_TOKEN?: string | undefined
}

export type SecretProblem = {
  /** A complete clause without a full stop. Never contains a secret. */
  says: string
  /** Whether the secret is used for new tokens, seals or hashes. */
  isInUse: boolean
}

type Named = {
  name: string
  secret: string
  isInUse: boolean
  mustBeRandom: boolean
  mayBeShared: boolean
}

const WEAKNESSES = {
  guessable: 'contains an easily guessed word',
  repetitive: 'repeats itself and is not random',
} as const

/**
 * The problems with an installation's secrets, each identified by its position in its list.
 *
 * A retired secret at the end of a list may be weak, because it must stay until nothing depends on it.
 */
export function secretProblems(secrets: Secrets): SecretProblem[] {
  const all = named(secrets)
  return all.flatMap(({ name, secret, isInUse, mustBeRandom, mayBeShared }, index) => {
    const weakness = mustBeRandom ? judgeSecret(secret) : null
    const twin = mayBeShared ? null : all.slice(0, index).find((one) => one.secret === secret)
    return [
      ...(weakness ? [{ says: `${name} ${WEAKNESSES[weakness]}`, isInUse }] : []),
      ...(twin
        ? [{ says: `${name} is the same as ${twin.name}`, isInUse: isInUse && twin.isInUse }]
        : []),
    ]
  })
}

function named({ AUTH_SECRET, AUDIT_SECRET = [], PASSWORD_PEPPER, METRICS_TOKEN }: Secrets) {
  const list = (name: string, secrets: readonly string[]): Named[] =>
    secrets.map((secret, index) => ({
      name: index === 0 ? name : `${name} (number ${index + 1})`,
      secret,
      isInUse: index === 0,
      mustBeRandom: true,
      mayBeShared: false,
    }))
  return [
    ...list('AUTH_SECRET', AUTH_SECRET),
    // Without AUDIT_SECRET the audit log is sealed with AUTH_SECRET, under a purpose of its own.
    ...list('AUDIT_SECRET', AUDIT_SECRET).map((one) => ({ ...one, mayBeShared: true })),
    ...PASSWORD_PEPPER.map(({ id, secret }, index) => ({
      name: `PASSWORD_PEPPER "${id}"`,
      secret,
      isInUse: index === 0,
      mustBeRandom: true,
      mayBeShared: false,
    })),
    ...list('METRICS_TOKEN', METRICS_TOKEN === undefined ? [] : [METRICS_TOKEN]).map((token) => ({
      ...token,
      mustBeRandom: false,
    })),
  ]
}
