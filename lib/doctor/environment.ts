import { EnvError, parseEnv, type Env } from '@/lib/env'
import { secretProblems } from '@/lib/env-secrets'
import { broken, ok, warning, type Finding } from './finding'

type Source = Record<string, string | undefined>

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

/** Production refuses to start with a weak secret in use; what is told here may be a retired one. */
function examineSecrets(settings: Env): Finding[] {
  const remedy = 'Replace it, by rotation as docs/operations.md says: openssl rand -base64 33'
  const findings = secretProblems(settings).map(({ says }) =>
    warning('secrets', `${says}.`, remedy),
  )
  return findings.length > 0 ? findings : [ok('secrets', 'They look random.')]
}
