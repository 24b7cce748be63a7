import type { RawAnswer } from './http'

/*
 * The Mozilla HTTP Observatory's rules, as far as a response shows them: a hundred points, less
 * deductions, plus extra credit above ninety. The Observatory scans public sites; this checks every
 * page, including the signed-in ones.
 * https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
 */

export type Score = { points: number; grade: 'A+' | 'less'; remarks: string[] }

type Finding = readonly [points: number, remark: string]

const SIX_MONTHS_SECONDS = 15_768_000
const CREDIT_FROM = 90
const BEST_FROM = 100

export function scoreOf(answer: RawAnswer): Score {
  const findings = [
    contentSecurityPolicy(header(answer, 'content-security-policy')),
    cookies(answer.headers['set-cookie'] ?? []),
    crossOriginSharing(answer),
    strictTransportSecurity(header(answer, 'strict-transport-security')),
    referrerPolicy(header(answer, 'referrer-policy')),
    scripts(answer.body),
    contentTypeOptions(header(answer, 'x-content-type-options')),
    framing(header(answer, 'content-security-policy'), header(answer, 'x-frame-options')),
    resourcePolicy(header(answer, 'cross-origin-resource-policy')),
  ]
  const sum = (chosen: readonly Finding[]) => chosen.reduce((total, [points]) => total + points, 0)
  const base = 100 + sum(findings.filter(([points]) => points < 0))
  const credit = base < CREDIT_FROM ? 0 : sum(findings.filter(([points]) => points > 0))
  const points = base + credit
  const remarks = findings.filter(([points]) => points < 0).map(([, remark]) => remark)
  return { points, grade: points >= BEST_FROM ? 'A+' : 'less', remarks }
}

function header({ headers }: RawAnswer, name: string): string {
  return headers[name]?.toString().trim() ?? ''
}

function contentSecurityPolicy(policy: string): Finding {
  if (policy === '') return [-25, 'no Content-Security-Policy']
  const sourcesOf = directivesOf(policy)
  const scripts = sourcesOf('script-src')
  const objects = sourcesOf('object-src')
  const styles = sourcesOf('style-src')
  const isBroad = (source: string) => /^(\*|https?:|data:|'unsafe-inline')$/.test(source)
  // With a nonce and 'strict-dynamic' browsers ignore 'unsafe-inline' and whole schemes.
  if (!scripts || !objects || scripts.some(isBroad) || objects.some(isBroad)) {
    return [-20, 'scripts or objects from anywhere']
  }
  if (/\bhttp:/.test(policy)) return [-20, 'something may be loaded over http']
  if (scripts.includes("'unsafe-eval'")) return [-10, "'unsafe-eval'"]
  if (!styles || styles.some(isBroad)) return [0, 'styles from anywhere']
  const isNone = sourcesOf('default-src')?.join(' ') === "'none'"
  return isNone ? [10, "default-src 'none'"] : [5, 'nothing unsafe']
}

/** The sources of a directive, or of its fallback; null when everything is allowed. */
function directivesOf(policy: string): (name: string) => string[] | null {
  const directives = new Map(
    policy.split(';').map((text): [string, string[]] => {
      const [name = '', ...sources] = text.trim().split(/\s+/)
      return [name.toLowerCase(), sources]
    }),
  )
  return (name) => directives.get(name) ?? directives.get('default-src') ?? null
}

function cookies(lines: readonly string[]): Finding {
  if (lines.length === 0) return [0, 'no cookies']
  if (lines.some((line) => !/; *secure/i.test(line))) return [-40, 'a cookie without Secure']
  if (lines.some((line) => !/; *httponly/i.test(line))) return [-30, 'a cookie without HttpOnly']
  if (lines.some((line) => !/; *samesite=(lax|strict)/i.test(line))) {
    return [-20, 'a cookie without SameSite']
  }
  return [5, 'cookies with all three']
}

function crossOriginSharing(answer: RawAnswer): Finding {
  const allowed = header(answer, 'access-control-allow-origin')
  return allowed === '' ? [0, 'not shared'] : [-50, `shared with ${allowed}`]
}

function strictTransportSecurity(value: string): Finding {
  const [, seconds] = /max-age=(\d+)/i.exec(value) ?? []
  if (seconds === undefined) return [-20, 'no Strict-Transport-Security']
  return Number(seconds) < SIX_MONTHS_SECONDS ? [-10, 'remembered too shortly'] : [0, 'remembered']
}

function referrerPolicy(value: string): Finding {
  const isPrivate = /^(no-referrer|same-origin|strict-origin(-when-cross-origin)?)$/.test(value)
  if (isPrivate) return [5, 'a private Referrer-Policy']
  return value === '' ? [0, 'no Referrer-Policy'] : [-5, `Referrer-Policy ${value}`]
}

function scripts(html: string): Finding {
  const foreign = [...html.matchAll(/<script\b[^>]*\bsrc="(?!\/(?!\/))([^"]*)"[^>]*>/g)]
  const unchecked = foreign.filter(([tag]) => !tag.includes('integrity='))
  return unchecked.length > 0 ? [-50, `a script from ${unchecked[0]?.[1]}`] : [0, 'own scripts']
}

function contentTypeOptions(value: string): Finding {
  return value === 'nosniff' ? [0, 'nosniff'] : [-5, 'no X-Content-Type-Options']
}

function framing(policy: string, options: string): Finding {
  if (/frame-ancestors 'none'/.test(policy)) return [5, 'framed by nobody']
  return /^(deny|sameorigin)$/i.test(options) ? [0, options] : [-20, 'may be framed']
}

function resourcePolicy(value: string): Finding {
  if (/^same-(origin|site)$/.test(value)) return [10, value]
  return value === '' || value === 'cross-origin' ? [0, 'readable anywhere'] : [-5, value]
}
