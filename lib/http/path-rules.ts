import { parseUrl } from '@/lib/domain/parse-url'
import * as z from 'zod'
import {
  HTTP_CONFIG_FILE,
  METHODS,
  SOURCE_DIRECTIVES,
  type HttpConfig,
} from '@/lib/domain/site/http-config'
import { BODIES_PER_ADDRESS_MAX_BYTES } from './limits'

const SOURCE = /^((https|wss):\/\/(\*\.)?[a-z0-9.-]+(:\d+)?(\/[\w./~-]*)?|data:|blob:)$/

const PATH = /^(\/(\[[a-z]\w*\]|[\w.~-]+))*(\/|\/\*)?$/i

const line = z.strictObject({
  methods: z.array(z.enum(METHODS, `must be one of ${METHODS.join(', ')}`)).default([]),
  bodies: z
    .record(
      z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'must be a media type such as application/json'),
      z
        .int('must be a whole number of bytes, such as kilobytes(256)')
        .positive()
        .max(
          BODIES_PER_ADDRESS_MAX_BYTES,
          'must be at most megabytes(24), the room for one address',
        ),
    )
    .default({}),
  withoutOrigin: z.boolean().default(false),
  cors: z
    .array(
      z.string().refine(isOriginOrAny, 'must be an origin such as https://app.example.com, or *'),
    )
    .default([]),
  sources: z
    .partialRecord(
      z.enum(SOURCE_DIRECTIVES, `must be one of ${SOURCE_DIRECTIVES.join(', ')}`),
      z.array(z.string().regex(SOURCE, 'must be a source such as https://cdn.example.com')),
    )
    .default({}),
})

const schema = z.record(
  z.string().regex(PATH, 'must be a path such as /api/notes, /api/notes/[id] or /api/notes/*'),
  line,
)

/** What the lines that fit a path allow together. */
export type PathRule = z.output<typeof line>

export type PathRules = (path: string) => PathRule

export const NO_RULE: PathRule = line.parse({})

/** The adopter's configuration says nothing of Auth.js's own requests. */
export const isAuthPath = (path: string) => /^\/api\/(auth|session-binding)\//.test(path)

export class HttpConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`${HTTP_CONFIG_FILE} is not valid:\n${problems.map((one) => `  - ${one}`).join('\n')}`)
    this.name = 'HttpConfigError'
  }
}

/** @throws HttpConfigError naming every line and what it must be */
export function readHttpConfig(config: HttpConfig): PathRules {
  const parsed = schema.safeParse(config)
  if (!parsed.success) throw new HttpConfigError(parsed.error.issues.map(problemOf))
  const lines = Object.entries(parsed.data)
  const problems = lines.flatMap(([path, rule]) => tooWide(path, rule))
  if (problems.length > 0) throw new HttpConfigError(problems)
  const patterns = lines.map(([path, rule]) => ({ fits: matcherOf(path), rule }))
  return (path) => {
    const fitting = patterns.filter(({ fits }) => fits(path)).map(({ rule }) => rule)
    return fitting.length === 0 ? NO_RULE : fitting.reduce(together)
  }
}

/**
 * Callers from elsewhere and other methods are let in to handlers below /api/, never to Auth.js, and
 * never to pages: a form without a script is posted to its page and runs a server action there, and a
 * page answers every method.
 */
function tooWide(path: string, { withoutOrigin, cors, methods }: PathRule): string[] {
  if (!withoutOrigin && cors.length === 0 && methods.length === 0) return []
  const [, first = '', second = ''] = path.split('/')
  if (first !== 'api' || second === '')
    return [
      `'${path}' must be below /api/ for withoutOrigin, cors or methods; pages take none of them`,
    ]
  return /^(auth|\*|\[.*)$/.test(second)
    ? [`'${path}' includes Auth.js's own paths; name the parts below /api/`]
    : []
}

function matcherOf(pattern: string): (path: string) => boolean {
  const isOpen = pattern.endsWith('/*')
  const parts = partsOf(isOpen ? pattern.slice(0, -1) : pattern)
  return (path) => {
    const given = partsOf(path)
    if (isOpen ? given.length < parts.length : given.length !== parts.length) return false
    return parts.every((part, index) => part === given[index] || part.startsWith('['))
  }
}

const partsOf = (path: string) => path.split('/').filter((part) => part !== '')

function together(one: PathRule, other: PathRule): PathRule {
  const sources = { ...one.sources }
  for (const [directive, more = []] of Object.entries(other.sources)) {
    const key = directive as (typeof SOURCE_DIRECTIVES)[number]
    sources[key] = [...(sources[key] ?? []), ...more]
  }
  return {
    methods: [...one.methods, ...other.methods],
    bodies: { ...one.bodies, ...other.bodies },
    withoutOrigin: one.withoutOrigin || other.withoutOrigin,
    cors: [...one.cors, ...other.cors],
    sources,
  }
}

function isOriginOrAny(text: string): boolean {
  return text === '*' || parseUrl(text)?.origin === text
}

function problemOf({ path: [where, ...rest], message, code, ...issue }: z.core.$ZodIssue): string {
  const place = [`'${String(where)}'`, ...rest.map(String)].join(' ')
  const unknown = code === 'unrecognized_keys' && 'keys' in issue ? ` ${issue.keys.join(', ')}` : ''
  const nested = 'issues' in issue ? issue.issues[0]?.message : undefined
  return `${place}${unknown} ${unknown ? 'is not a setting' : (nested ?? message)}`
}
