import { replayCookies } from '@/lib/inspector/timeline/cookie-jar'
import {
  CALLBACKS,
  FOLKLORE,
  measure,
  type MatrixRow,
} from '@/lib/inspector/timeline/callback-matrix'
import { nameOf, refusedStepOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { toMermaid } from './export-recording'
import { resultOf, seenByClient, titleOf } from '@/lib/inspector/timeline/step-text'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { product } from '@/lib/product'

export type Scenario = { title: string; timeline: TimelineRequest[] }

export type Recorded = {
  /** From the empty jar to the sign-out. */
  whole: TimelineRequest[]
  /** What each failure looks like. */
  failures: Scenario[]
}

const QUESTIONS = [
  [
    'Where is my token?',
    `In one HttpOnly cookie, \`${cookieName('session')}\`, and nowhere else: not in web storage, not in a variable of the page. Scripts cannot read it.`,
  ],
  [
    'Is it signed or encrypted?',
    'Encrypted (`dir`, `A256CBC-HS512`). A decoder on the web can read its header and nothing more.',
  ],
  ['Which callback ran?', 'See the table above: it was counted, not remembered.'],
  [
    'Why is `user` undefined in my jwt callback?',
    'It is given once, with trigger `signIn`. At every read afterwards there is only the token.',
  ],
  [
    'Why does `useSession()` still say signed out?',
    `It keeps what it heard last. After a sign-in with \`redirect: false\` somebody has to ask again; ${product.name} does, and tells the other tabs.`,
  ],
  [
    'Why did I land there?',
    'The redirect callback decided. Whatever address was sent, only a path on this site comes out.',
  ],
] as const

/**
 * The document about signing in, made of what was recorded; nothing in it changes from run to run.
 *
 * @param browser the part that {@link writeBrowserPart} made of a run in a browser
 */
export function writeDocument({ whole, failures }: Recorded, browser = ''): string {
  const timeline = whole.map(withoutQueries)
  const named = (name: string) => timeline.find((request) => nameOf(request) === name)
  const signIn = named('POST /api/auth/callback/credentials')
  const reading = timeline.findLast((request) => nameOf(request) === 'GET /api/auth/session')
  return [
    '# How sign-in works',
    'Written by `npm run docs:flow` from recorded requests; `tests/integration/inspector/document.test.ts` and `tests/e2e/how-sign-in-works.spec.ts` fail when it no longer matches what happens. Open `/inspector` to watch your own.',
    '## A sign-in',
    diagram(signIn),
    '## Reading the session afterwards',
    diagram(reading),
    '## Which callbacks run',
    matrixTable(measure([...whole, ...failures.flatMap((one) => one.timeline)])),
    ...(browser === '' ? [] : [browser]),
    '## What common teaching gets wrong',
    FOLKLORE.map(({ claim, truth }) => `- ${claim} ${truth}`).join('\n'),
    '## The cookies',
    cookieTable(timeline),
    'In web storage nothing changes at any point: it stays empty.',
    '## From token to session',
    tokenTable(reading),
    '## What failures look like',
    failureTable(failures),
    '## Questions everybody asks',
    QUESTIONS.map(([question, answer]) => `**${question}** ${answer}`).join('\n\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

const BEGINS = '<!-- Recorded in a browser: from here -->'
const ENDS = '<!-- Recorded in a browser: to here -->'

/** What only a browser brings about: pages with middleware and `auth()`, and `useSession()`. */
export function writeBrowserPart(timeline: readonly TimelineRequest[]): string {
  const told = timeline.map(withoutQueries)
  const page = told.findLast((one) => one.in.kind === 'page' && nameOf(one) === 'GET /dashboard')
  return [
    BEGINS,
    'The same, counted while somebody used the product in a browser: signed in on the page, looked round, called update(), and signed out.',
    matrixTable(measure(told)),
    '## Loading a page',
    diagram(page),
    ENDS,
  ].join('\n\n')
}

/** The part of a written document that was recorded in a browser; empty when there is none. */
export function browserPartOf(document: string): string {
  const [from, to] = [document.indexOf(BEGINS), document.indexOf(ENDS)]
  return from === -1 || to === -1 ? '' : document.slice(from, to + ENDS.length)
}

/** Whether the database or memory answers differs from run to run. */
function withoutQueries(request: TimelineRequest): TimelineRequest {
  return { ...request, steps: request.steps.filter(({ step }) => step !== 'query') }
}

function diagram(request: TimelineRequest | undefined): string {
  if (!request) return ''
  // Sizes differ by a few characters.
  return ['```mermaid', toMermaid(request).replace(/: \d+ characters/g, ''), '```'].join('\n')
}

function matrixTable(rows: readonly MatrixRow[]): string {
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

function cookieTable(timeline: TimelineRequest[]): string {
  const lines = replayCookies(timeline).moments.flatMap(({ request, changes }) =>
    changes.map(({ name, change, after }) => {
      const set = after?.set
      const flags = set
        ? `${set.httpOnly ? 'HttpOnly, ' : ''}SameSite=${set.sameSite}, Path=${set.path}`
        : ''
      const life = !set ? '' : set.expiresAtMs === null ? 'browser session' : 'has an end'
      return `| ${[`\`${nameOf(request)}\``, `\`${cookieName(name)}\``, change, flags, life].join(' | ')} |`
    }),
  )
  return table(['answer to', 'cookie', 'what happens', 'flags', 'lives'], [...new Set(lines)])
}

function tokenTable(reading: TimelineRequest | undefined): string {
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

function failureTable(failures: readonly Scenario[]): string {
  const lines = failures.map(({ title, timeline }) => {
    const last = timeline.findLast((request) => refusedStepOf(request) !== null)
    const stop = last && refusedStepOf(last)
    const status = String(last?.answer?.out.status ?? '')
    const sees = (last && seenByClient(last)) || withoutSentence(stop?.step, status)
    return `| ${[title, stop ? `${titleOf(stop)} (${resultOf(stop)})` : '', status, sees].join(' | ')} |`
  })
  return table(['failure', 'stops at', 'status', 'the browser sees'], lines)
}

function withoutSentence(step: string | undefined, status: string): string {
  if (step === 'csrf') return 'the sign-in page once more, with error=MissingCSRF'
  return step === 'decode' ? '`null`: signed out, and the cookie cleared' : `status ${status}`
}

function table(heads: readonly string[], lines: readonly string[]): string {
  return [`| ${heads.join(' | ')} |`, `|${heads.map(() => ' --- ').join('|')}|`, ...lines].join(
    '\n',
  )
}
