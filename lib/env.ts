import * as z from 'zod'
import {
  databaseAddress,
  duration,
  emailDomainList,
  flag,
  landingPath,
  oneOf,
  origin,
  pepperList,
  secretList,
  threadCount,
  webAddress,
  wholeNumber,
} from '@/lib/env-values'
import { secretProblems, type Secrets } from '@/lib/env-secrets'
import { functionsDefaults, runtimeProblems, runtimeSchema } from '@/lib/env-runtime'
import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { TWO_FACTOR_RULES } from '@/lib/domain/two-factor/requirement'
import { product } from '@/lib/product'

/** The environment is invalid. The message lists every problem on its own line, with what to do. */
export class EnvError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `${product.name} cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
    this.name = 'EnvError'
  }
}

const MODES = ['production', 'demo', 'development', 'test'] as const
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const PUBLIC_BREACH_RANGE_API = 'https://api.pwnedpasswords.com'

const MAX_RETENTION_DAYS = 3650
/** A day at most; how long rows are kept is configured in days. */
const MAX_CLEANUP_SECONDS = 86_400

/** Browsers keep no cookie longer than 400 days; a day is already long for a copied one. */
const MAX_BINDING_SECONDS = 86_400

/** Half of the time in which a process ends. */
const MAX_DRAIN_DELAY_SECONDS = 15

const schema = z.object({
  LATCHKEY_MODE: oneOf(MODES).default('production'),
  ...runtimeSchema,
  AUTH_URL: origin,
  AUTH_SECRET: secretList,
  AUDIT_SECRET: secretList.optional(),
  DATABASE_URL: databaseAddress,
  DATABASE_DIRECT_URL: databaseAddress.optional(),
  DATABASE_POOL_MAX: wholeNumber(10, 2, 1000),
  HASH_THREADS: threadCount,
  PASSWORD_PEPPER: pepperList,
  BCRYPT_COST: wholeNumber(12, 10, 15),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an SMTP address such as smtp://user:pass@host:587')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n]+@[^\r\n]+$/,
      `must be an address such as ${product.name} <no-reply@example.com>`,
    )
    .default(product.mailFrom),
  SESSION_IDLE_SECONDS: duration(3600),
  SESSION_ABSOLUTE_SECONDS: duration(28_800),
  SESSION_REMEMBER_SECONDS: duration(2_592_000),
  SESSION_BINDING: oneOf(['on', 'off']).default('on'),
  SESSION_BINDING_SECONDS: wholeNumber(600, 1, MAX_BINDING_SECONDS),
  SIGN_IN_MAX_FAILURES: wholeNumber(5),
  SIGN_IN_LOCK_SECONDS: wholeNumber(30),
  SIGN_IN_IP_PER_MINUTE: wholeNumber(30),
  REQUIRE_EMAIL_VERIFICATION: flag(true),
  REQUIRE_TWO_FACTOR: oneOf(TWO_FACTOR_RULES).optional(),
  ALLOWED_EMAIL_DOMAINS: emailDomainList,
  TRUSTED_PROXIES: wholeNumber(0, 0, 10),
  BREACH_CHECK_URL: z
    .string()
    .refine((text) => webAddress(text) !== null, 'must be an http or https address')
    .optional(),
  FLOW_INSPECTOR: oneOf(['on', 'off']).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine((text) => webAddress(text) !== null, 'must be an http or https address')
    .optional(),
  OTEL_SERVICE_NAME: z.string().default(product.slug),
  AFTER_SIGN_IN: landingPath.default(DEFAULT_PATH),
  AFTER_SIGN_IN_ADMIN: landingPath.optional(),
  RESET_TOKEN_SECONDS: duration(1800),
  VERIFY_TOKEN_SECONDS: duration(86_400),
  SUDO_SECONDS: duration(600),
  RETAIN_SESSIONS_DAYS: wholeNumber(30, 0, MAX_RETENTION_DAYS),
  RETAIN_LINKS_DAYS: wholeNumber(7, 0, MAX_RETENTION_DAYS),
  RETAIN_MAIL_DAYS: wholeNumber(30, 1, MAX_RETENTION_DAYS),
  CLEANUP_SECONDS: wholeNumber(600, 1, MAX_CLEANUP_SECONDS),
  DRAIN_DELAY_SECONDS: wholeNumber(0, 0, MAX_DRAIN_DELAY_SECONDS),
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  PORT: wholeNumber(3000, 0, 65_535),
})

/** Tests hash hundreds of passwords, and prove nothing by waiting: they may use bcrypt's least cost. */
const testSchema = schema.extend({ BCRYPT_COST: wholeNumber(12, 4, 15) })

export type Env = ReturnType<typeof parseEnv>

/**
 * Parses the environment; empty values count as unset.
 *
 * @throws EnvError listing everything that is missing, malformed or weak
 */
export function parseEnv(source: Record<string, string | undefined>) {
  const filled = filledValues(source)
  const production = (filled.LATCHKEY_MODE ?? 'production') === 'production'
  const rules = filled.LATCHKEY_MODE === 'test' ? testSchema : schema
  const assumed = { ...(production ? {} : defaults(filled)), ...functionsDefaults(filled) }
  const parsed = rules.safeParse({ ...assumed, ...filled })
  const problems = parsed.success ? [] : parsed.error.issues.map(problemOf(filled))
  problems.push(...runtimeProblems(filled))
  if (production) problems.push(...productionProblems(filled))
  if (production && parsed.success) problems.push(...weakSecrets(parsed.data))
  if (!parsed.success || problems.length > 0) throw new EnvError(problems)
  const values = parsed.data
  return {
    ...values,
    DATABASE_DIRECT_URL: values.DATABASE_DIRECT_URL ?? values.DATABASE_URL,
    AFTER_SIGN_IN_ADMIN: values.AFTER_SIGN_IN_ADMIN ?? values.AFTER_SIGN_IN,
    BREACH_CHECK_URL: values.BREACH_CHECK_URL ?? (production ? PUBLIC_BREACH_RANGE_API : undefined),
    REQUIRE_TWO_FACTOR: values.REQUIRE_TWO_FACTOR ?? (production ? 'admins' : 'none'),
    FLOW_INSPECTOR: values.FLOW_INSPECTOR ?? (production ? 'off' : 'on'),
    /** Production is a mode of LATCHKEY_MODE, regardless of NODE_ENV. */
    isProduction: production,
    isHttps: values.AUTH_URL.startsWith('https:'),
  }
}

type Filled = Record<string, string>

function filledValues(source: Record<string, string | undefined>): Filled {
  const trimmed = Object.entries(source).map(([name, value]) => [name, value?.trim() ?? ''])
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''))
}

/** Defaults outside production. A malformed PORT is reported separately. */
function defaults({ PORT = '3000' }: Filled): Filled {
  return { AUTH_URL: `http://localhost:${/^\d{1,5}$/.test(PORT) ? PORT : 3000}` }
}

function productionProblems({ SMTP_URL, AUTH_URL = '' }: Filled): string[] {
  const url = webAddress(AUTH_URL)
  const isLoopback = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  return [
    ...(SMTP_URL === undefined ? ['SMTP_URL is missing'] : []),
    ...(url?.protocol === 'http:' && !isLoopback
      ? ['AUTH_URL must be https: over http, anyone on the network can read passwords and cookies']
      : []),
  ]
}

/** Checks only secrets in use, because a retired one must stay until nothing depends on it. */
function weakSecrets(values: Secrets): string[] {
  return secretProblems(values)
    .filter(({ isInUse }) => isInUse)
    .map(({ says }) => `${says}; make a random one of its own: openssl rand -base64 33`)
}

function problemOf(filled: Filled) {
  return (issue: z.core.$ZodIssue): string => {
    const name = String(issue.path[0])
    return name in filled ? `${name} ${issue.message}` : `${name} is missing`
  }
}

/**
 * The secret behind the names of internal headers where the middleware and a page run in processes of
 * their own; undefined on a server, whose process has a random one. Needs no complete environment.
 */
export function sharedHeaderSecret(): string | undefined {
  return process.env.LATCHKEY_RUNTIME === 'functions' ? process.env.AUTH_SECRET : undefined
}

/** Whether the platform sends an answer before the work that follows it: Vercel does, and says that it is it. */
export function answersGoFirst(): boolean {
  return process.env.VERCEL !== undefined
}

let cached: Env | undefined

/** The environment of this process, parsed on first use. @throws EnvError */
export function env(): Env {
  return (cached ??= parseEnv(process.env))
}
