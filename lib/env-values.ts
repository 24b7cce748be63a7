import { parseUrl } from '@/lib/domain/parse-url'
import * as z from 'zod'
import { asciiDomain } from '@/lib/domain/accounts/email-domain'
import { requestedPath } from '@/lib/domain/site/redirects'

/* Types of environment variables. Each message follows the variable's name. */

const MIN_SECRET_LENGTH = 32

/** Ten years. Longer durations could exceed the range of dates. */
const MAX_DURATION_SECONDS = 315_360_000

const wholeNumberWithin = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'must be a whole number', abort: true })
    .transform(Number)
    .refine((value) => value >= minimum, `must be at least ${minimum}`)
    .refine((value) => value <= maximum, `must be at most ${maximum}`)

export const wholeNumber = (fallback: number, minimum = 1, maximum = Number.MAX_SAFE_INTEGER) =>
  wholeNumberWithin(minimum, maximum).default(fallback)

/** Undefined where nothing is set: the machine decides. */
export const threadCount = wholeNumberWithin(1, 256).optional()

/** In seconds. */
export const duration = (fallbackSeconds: number) =>
  wholeNumber(fallbackSeconds, 1, MAX_DURATION_SECONDS)

/** @param why nothing else is possible, where people may expect it */
export const oneOf = <const Names extends readonly string[]>(names: Names, why?: string) =>
  z.enum(names, { error: `must be one of ${names.join(', ')}${why ? `: ${why}` : ''}` })

export const flag = (fallback: boolean) =>
  oneOf(['true', 'false'])
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

/** As emails are stored: in lower case and ASCII, also where written as `@münchen.example`. */
export const emailDomainList = commaList.transform((domains, context) => {
  const stored = domains.map((domain) => asciiDomain(domain.replace(/^@/, '')))
  if (stored.includes(null)) context.addIssue('must be domains such as example.com')
  return stored.filter((domain) => domain !== null)
})

/** @returns null when it is not a URL, or has another protocol */
export const webAddress = (text: string): URL | null => {
  const url = parseUrl(text)
  return url && /^https?:$/.test(url.protocol) ? url : null
}

/** What other clients of PostgreSQL support and the driver here would ignore. */
const IGNORED_PARAMETERS: Readonly<Record<string, string>> = {
  schema: "give the role a search_path instead: ALTER ROLE … SET search_path = 'name'",
  target_session_attrs: 'use a name or a proxy that follows the primary',
}

export const databaseAddress = z.string().transform((text, context) => {
  const url = parseUrl(text)
  if (!/^postgres(ql)?:\/\//.test(text)) {
    context.addIssue('must be a PostgreSQL address such as postgresql://…')
  } else if (/^[^/]*\/\/[^/?]*,/.test(text)) {
    context.addIssue(
      'must be the address of one host; use a name or a proxy that follows the primary',
    )
  } else if (url === null) {
    context.addIssue('must be an address; write # / ? @ in a password as %23 %2F %3F %40')
  } else {
    for (const [name, remedy] of Object.entries(IGNORED_PARAMETERS)) {
      const value = url.searchParams.get(name)
      if (value === null || (name === 'schema' && value === 'public')) continue
      context.addIssue(`must be without ?${name}=, which has no effect here; ${remedy}`)
    }
  }
  return text
})

/** A name or an address: URLs would also take `*`. */
const HOST_NAME = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/

export const origin = z.string().transform((text, context) => {
  const url = webAddress(text)
  if (!url || url.href !== `${url.origin}/` || !HOST_NAME.test(url.hostname)) {
    context.addIssue('must be one origin such as https://accounts.example.com, without a path')
    return z.NEVER
  }
  return url.origin
})

/** A path that can be a landing page. */
export const landingPath = z.string().transform((text, context) => {
  const path = requestedPath(text)
  if (path === null) {
    context.addIssue(
      'must be the path of a page on this site such as /dashboard, and not the sign-in or sign-up page',
    )
    return z.NEVER
  }
  return path
})

export const secretList = commaList.refine(
  (secrets) => secrets.length > 0 && secrets.every((secret) => secret.length >= MIN_SECRET_LENGTH),
  `must be at least ${MIN_SECRET_LENGTH} characters (a comma-separated list rotates)`,
)

/** `id:secret[,id:secret…]`; the first is used for new hashes. */
export const pepperList = commaList.transform((items, context) => {
  const peppers = items.map((item) => {
    const [id = '', ...rest] = item.split(':')
    return { id, secret: rest.join(':') }
  })
  const [first, ...others] = peppers
  const sound = peppers.every(
    ({ id, secret }) => /^[a-z0-9-]{1,16}$/i.test(id) && secret.length >= MIN_SECRET_LENGTH,
  )
  if (!first || !sound || new Set(peppers.map(({ id }) => id)).size < peppers.length) {
    context.addIssue(
      `must be id:secret[,id:secret…] with unique ids and secrets of at least ${MIN_SECRET_LENGTH} characters`,
    )
    return z.NEVER
  }
  return [first, ...others] as const
})
