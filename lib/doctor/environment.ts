import { EnvError, parseEnv, type Env } from '@/lib/env'
import { secretProblems } from '@/lib/env-secrets'
import { broken, ok, warning, type Finding } from './finding'

type Source = Record<string, string | undefined>

/** @returns `settings` null when they are invalid */
export function examineEnvironment(source: Source): { settings: Env | null; findings: Finding[] } {
  try {
    const settings = parseEnv(source)
    const says = `Complete. Mode: ${settings.LATCHKEY_MODE}.`
    return { settings, findings: [ok('environment', says), ...examineSecrets(settings)] }
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    const remedy = 'See .env.example. npm start refuses to start until this is fixed.'
    const findings = error.problems.map((problem) => broken('environment', `${problem}.`, remedy))
    return { settings: null, findings }
  }
}

/** Production refuses to start with a weak secret in use; this also finds retired ones. */
function examineSecrets(settings: Env): Finding[] {
  const remedy = 'Rotate it as described in docs/operations.md: openssl rand -base64 33'
  const findings = secretProblems(settings).map(({ says }) =>
    warning('secrets', `${says}.`, remedy),
  )
  return findings.length > 0 ? findings : [ok('secrets', 'They look random.')]
}
