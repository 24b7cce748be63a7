import { z } from 'zod'

/** The environment is wrong. The message lists every problem, one a line, with what to do. */
export class EnvError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Latchkey cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'EnvError'
  }
}

const MODES = ['production', 'demo', 'development', 'test'] as const
const MIN_SECRET_LENGTH = 32
const PUBLIC_BREACH_RANGE_API = 'https://api.pwnedpasswords.com'

const wholeNumber = (fallback: number, minimum = 1, maximum = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(minimum, `must be at least ${minimum}`)
    .max(maximum, `must be at most ${maximum}`)
    .default(fallback)

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true')

const commaList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== text.replace(/\/$/, '')) {
    context.addIssue('must be one origin such as https://accounts.example.com, without a path')
    return z.NEVER
  }
  return url.origin
})

const secretList = commaList.refine(
  (secrets) => secrets.length > 0 && secrets.every((secret) => secret.length >= MIN_SECRET_LENGTH),
  `must be at least ${MIN_SECRET_LENGTH} characters (a comma-separated list rotates)`,
)

/** `id:secret[,id:secret…]`; the first is used for new hashes. */
const pepperList = commaList.transform((items, context) => {
  const peppers = items.map((item) => {
    const [id = '', ...rest] = item.split(':')
    return { id, secret: rest.join(':') }
  })
  const sound = peppers.every(
    ({ id, secret }) => /^[a-z0-9-]{1,16}$/i.test(id) && secret.length >= MIN_SECRET_LENGTH,
  )
  if (peppers.length === 0 || !sound) {
    context.addIssue(
      `must read id:secret[,id:secret…], each secret at least ${MIN_SECRET_LENGTH} characters`,
    )
    return z.NEVER
  }
  return peppers
})

const schema = z.object({
  LATCHKEY_MODE: z.enum(MODES).default('production'),
  AUTH_URL: origin,
  AUTH_SECRET: secretList,
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a PostgreSQL address such as postgresql://…'),
  PASSWORD_PEPPER: pepperList,
  BCRYPT_COST: wholeNumber(12, 10, 15),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an SMTP address such as smtp://user:pass@host:587')
    .optional(),
  MAIL_FROM: z.string().min(3).default('Latchkey <no-reply@localhost>'),
  SESSION_IDLE_SECONDS: wholeNumber(3600),
  SESSION_ABSOLUTE_SECONDS: wholeNumber(28_800),
  SESSION_REMEMBER_SECONDS: wholeNumber(2_592_000),
  SIGN_IN_MAX_FAILURES: wholeNumber(5),
  SIGN_IN_LOCK_SECONDS: wholeNumber(30),
  SIGN_IN_IP_PER_MINUTE: wholeNumber(30),
  REQUIRE_EMAIL_VERIFICATION: flag(true),
  ALLOWED_EMAIL_DOMAINS: commaList.transform((domains) => domains.map((d) => d.toLowerCase())),
  TRUSTED_PROXIES: wholeNumber(0, 0, 10),
  BREACH_CHECK_URL: z.string().optional(),
  FLOW_INSPECTOR: z.enum(['on', 'off']).optional(),
  RESET_TOKEN_SECONDS: wholeNumber(1800),
  VERIFY_TOKEN_SECONDS: wholeNumber(86_400),
  SUDO_SECONDS: wholeNumber(600),
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PORT: wholeNumber(3000, 0, 65_535),
})

export type Env = ReturnType<typeof parseEnv>

/**
 * Parses the environment; empty values count as unset.
 *
 * @throws EnvError naming everything that is missing, malformed or weak
 */
export function parseEnv(source: Record<string, string | undefined>) {
  const filled = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const port = filled.PORT ?? '3000'
  const production = (filled.LATCHKEY_MODE ?? 'production') === 'production'
  const parsed = schema.safeParse(
    production ? filled : { AUTH_URL: `http://localhost:${port}`, ...filled },
  )
  const problems = parsed.success ? [] : parsed.error.issues.map(problemOf(filled))
  if (production && !filled.SMTP_URL) problems.push('SMTP_URL is missing')
  if (!parsed.success || problems.length > 0) throw new EnvError(problems)
  const values = parsed.data
  return {
    ...values,
    BREACH_CHECK_URL: values.BREACH_CHECK_URL ?? (production ? PUBLIC_BREACH_RANGE_API : undefined),
    FLOW_INSPECTOR: values.FLOW_INSPECTOR ?? (production ? 'off' : 'on'),
    /** What this document calls production: the mode, never NODE_ENV. */
    isProduction: production,
    isHttps: values.AUTH_URL.startsWith('https:'),
  }
}

function problemOf(filled: Record<string, unknown>) {
  return (issue: z.core.$ZodIssue): string => {
    const name = String(issue.path[0])
    return name in filled ? `${name} ${issue.message}` : `${name} is missing`
  }
}

let cached: Env | undefined

/** The environment of this process, parsed at the first call. @throws EnvError */
export function env(): Env {
  return (cached ??= parseEnv(process.env))
}

/** Where `next build` writes; read by next.config.ts, which runs before there is an environment. */
export function buildFolder(): string {
  return process.env.LATCHKEY_DIST_DIR ?? '.next'
}
