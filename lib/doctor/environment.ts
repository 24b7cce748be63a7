import { judgeSecret } from '@/lib/domain/passwords/secret-strength'
import { EnvError, parseEnv, type Env } from '@/lib/env'
import { broken, ok, warning, type Finding } from './finding'

type Source = Record<string, string | undefined>

const REASONS = {
  guessable: 'contains a word that anybody would try',
  repetitive: 'repeats itself; it is not random',
} as const

/** @returns `settings` null when they are not sound enough to work with */
export function examineEnvironment(source: Source): { settings: Env | null; findings: Finding[] } {
  try {
    const settings = parseEnv(source)
    const says = `Complete; mode ${settings.LATCHKEY_MODE}.`
    return { settings, findings: [ok('environment', says), ...examineSecrets(settings)] }
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    const remedy = 'See .env.example; npm start refuses to start like this.'
    const findings = error.problems.map((problem) => broken('environment', `${problem}.`, remedy))
    return { settings: null, findings }
  }
}

/** Names secrets by their place, never by their content. */
function examineSecrets({ AUTH_SECRET, PASSWORD_PEPPER, METRICS_TOKEN }: Env): Finding[] {
  const named = [
    ...AUTH_SECRET.map((secret, index) => [`AUTH_SECRET (${ordinal(index)})`, secret] as const),
    ...PASSWORD_PEPPER.map(({ id, secret }) => [`PASSWORD_PEPPER "${id}"`, secret] as const),
    ...(METRICS_TOKEN === undefined ? [] : [['METRICS_TOKEN', METRICS_TOKEN] as const]),
  ]
  const weak = named.flatMap(([name, secret]) => {
    const weakness = name === 'METRICS_TOKEN' ? null : judgeSecret(secret)
    if (weakness === null) return []
    const remedy = 'Replace it, by rotation as docs/operations.md says: openssl rand -base64 33'
    return [warning('secrets', `${name} ${REASONS[weakness]}.`, remedy)]
  })
  const shared = named.flatMap(([name, secret], index) => {
    const twin = named.slice(0, index).find(([, other]) => other === secret)
    if (!twin) return []
    return [
      warning('secrets', `${name} is the same as ${twin[0]}.`, 'Each needs a value of its own.'),
    ]
  })
  const findings = [...weak, ...shared]
  return findings.length > 0 ? findings : [ok('secrets', 'They look random.')]
}

function ordinal(index: number): string {
  return index === 0 ? 'the first' : `number ${index + 1}`
}
