import { parseUrl } from '@/lib/domain/parse-url'
import { root } from '@/scripts/places.mjs'
import type { Answer } from './raw-exchange'
import type { Actor, TestBed } from './test-bed'
import { cookieName } from '@/lib/domain/site/cookie-names'

const SESSION_SET = new RegExp(
  `^set-cookie: (__Host-)?${cookieName('session')}(\\.\\d+)?=[^;\\s]`,
  'im',
)

export type Fault = 'grant' | '5xx' | 'no answer' | 'leak' | 'led away' | 'bare answer' | 'slow'

const SLOW_MS = 10_000
const SECURITY_HEADER = /^x-content-type-options: nosniff$/im
const SOURCE = new RegExp(`at \\S+ \\(|node_modules|${root}/|\\$2[aby]\\$\\d\\d\\$|-----BEGIN`)

/** What is wrong with a response. There is always one, whatever was sent. */
export function judge(testBed: TestBed, sent: Buffer, answer: Answer | null): Fault[] {
  // Blank lines are not a request yet, so the server correctly keeps waiting.
  if (sent.toString('latin1').trim() === '') return []
  if (answer === null) return ['no answer']
  const faults: Fault[] = []
  if (answer.statuses.some((status) => status >= 500)) faults.push('5xx')
  if (isGrant(testBed, sent, answer)) faults.push('grant')
  if (SOURCE.test(answer.text)) faults.push('leak')
  if (leadsAway(answer.head, testBed.url)) faults.push('led away')
  if (!SECURITY_HEADER.test(answer.head) && answer.statuses[0] !== 100) faults.push('bare answer')
  // An unfinished request correctly gets a timeout.
  if (answer.ms > SLOW_MS && answer.statuses[0] !== 408) faults.push('slow')
  return faults
}

/** A user's name without their cookie, or a session without a password. */
function isGrant(testBed: TestBed, sent: Buffer, { head, text }: Answer): boolean {
  const request = sent.toString('latin1')
  const holds = ({ token }: Actor) => request.includes(token)
  const people = [testBed.actor, testBed.admin, testBed.victim, testBed.guarded]
  if (holds(testBed.admin)) return false // Administrators may see every user.
  if (people.some((one) => !holds(one) && text.includes(one.user.name))) return true
  if (people.some(holds)) return false
  return SESSION_SET.test(head) || /"sessionId":"/.test(text)
}

/** Only to paths on this site, as browsers parse them. */
function leadsAway(head: string, url: string): boolean {
  const [, location] = /^location: (.*)$/im.exec(head) ?? []
  if (location === undefined) return false
  return parseUrl(location, url)?.origin !== new URL(url).origin
}
