import { cookieName } from '@/lib/domain/site/cookie-names'
import { CALLBACKS, type MatrixRow } from '@/lib/inspector/timeline/callback-matrix'
import { replayCookies } from '@/lib/inspector/timeline/cookie-jar'
import { resultOf, seenByClient, titleOf } from '@/lib/inspector/timeline/step-text'
import { nameOf, refusedStepOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'

/** What one kind of failure looks like. */
export type Scenario = { title: string; timeline: TimelineRequest[] }

export function matrixTable(rows: readonly MatrixRow[]): string {
  const lines = rows
    .filter(({ requests }) => requests > 0)
    .map(({ title, requests, cells }) => {
      const counted = CALLBACKS.map((name) => share(cells[name].requests, requests))
      return `| ${[title, ...counted].join(' | ')} |`
    })
  const heads = ['', ...CALLBACKS.map((name) => (name === 'event' ? 'events' : name))]
  return table(heads, lines)
}

function share(ran: number, requests: number): string {
  if (ran === 0) return 'no'
  return ran === requests ? 'runs' : 'sometimes'
}

export function cookieTable(timeline: TimelineRequest[]): string {
  const lines = replayCookies(timeline).moments.flatMap(({ request, changes }) =>
    changes.map(({ name, change, after }) => {
      const set = after?.set
      const flags = set
        ? `${set.httpOnly ? 'HttpOnly, ' : ''}SameSite=${set.sameSite}, Path=${set.path}`
        : ''
      const life = !set
        ? ''
        : set.expiresAtMs === null
          ? 'until the browser closes'
          : 'has an expiry date'
      return `| ${[`\`${nameOf(request)}\``, `\`${cookieName(name)}\``, change, flags, life].join(' | ')} |`
    }),
  )
  return table(['answer to', 'cookie', 'what happens', 'flags', 'lifetime'], [...new Set(lines)])
}

export function tokenTable(reading: TimelineRequest | undefined): string {
  const claims = Object.keys(reading?.steps.find(({ step }) => step === 'decode')?.out ?? {})
    .filter((key) => key.startsWith('claim.'))
    .map((key) => key.slice('claim.'.length))
  const out = reading?.steps.find(({ step }) => step === 'session')?.out ?? {}
  const fields = Object.keys(out).filter((key) => key !== 'unavailable')
  const kept = new Map([
    ['id', 'user.id'],
    ['role', 'user.role'],
    ['sessionId', 'sessionId'],
  ])
  const lines = claims.map(
    (claim) => `| \`${claim}\` | ${kept.has(claim) ? `\`${kept.get(claim)}\`` : 'dropped'} |`,
  )
  const added = fields.filter((field) => ![...kept.values()].includes(field))
  return table(
    ['claim in the token', 'in the session JSON'],
    [...lines, ...added.map((field) => `| from the row | \`${field}\` |`)],
  )
}

export function failureTable(failures: readonly Scenario[]): string {
  const lines = failures.map(({ title, timeline }) => {
    const last = timeline.findLast((request) => refusedStepOf(request) !== null)
    const stop = last && refusedStepOf(last)
    const status = String(last?.answer?.out.status ?? '')
    const sees = (last && seenByClient(last)) || withoutSentence(stop?.step, status)
    return `| ${[title, stop ? `${titleOf(stop)} (${resultOf(stop)})` : '', status, sees].join(' | ')} |`
  })
  return table(['failure', 'stops at', 'status', 'what the browser gets'], lines)
}

function withoutSentence(step: string | undefined, status: string): string {
  if (step === 'csrf') return 'the sign-in page again, with error=MissingCSRF'
  return step === 'decode' ? '`null`: signed out, and the cookie cleared' : `status ${status}`
}

function table(heads: readonly string[], lines: readonly string[]): string {
  return [`| ${heads.join(' | ')} |`, `|${heads.map(() => ' --- ').join('|')}|`, ...lines].join(
    '\n',
  )
}
