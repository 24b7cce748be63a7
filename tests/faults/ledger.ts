import type { HttpAnswer } from '../setup/http-visitor'
import { cookieName } from '@/lib/domain/site/cookie-names'

const NEW_SESSION = new RegExp(`${cookieName('session')}=[^;]`)

/** What clients were told, to be compared with the final state. */
export class Ledger {
  served = 0
  unavailable = 0
  unreachable = 0
  /** Answers that no fault may cause. */
  readonly wrong: string[] = []
  readonly signedUp: string[] = []
  /** Cookies of sessions that were opened. */
  readonly granted: string[] = []
  /** Cookies of sessions whose end was confirmed. */
  readonly ended: string[] = []

  /**
   * Records one request.
   *
   * @param isRight whether it is the answer of a healthy system
   * @returns true if it was served
   */
  async enter(
    what: string,
    ask: () => Promise<HttpAnswer>,
    isRight: (answer: HttpAnswer) => boolean,
  ): Promise<boolean> {
    const answer = await ask().catch(() => null)
    if (answer === null) this.unreachable += 1
    else if (isRight(answer)) this.served += 1
    else if (isGoodRefusal(answer)) this.unavailable += 1
    else
      this.wrong.push(
        `${what}: ${answer.status} ${answer.headers.location ?? ''} ${answer.body.slice(0, 300)}`,
      )
    return answer !== null && isRight(answer)
  }
}

/** 503 with `Retry-After`: text for people, and for scripts the format next-auth's client reads. */
function isGoodRefusal({ status, headers, body }: HttpAnswer): boolean {
  if (status !== 503 || !/^\d+$/.test(headers['retry-after'] ?? '')) return false
  if (body.includes('invalid_credentials') || NEW_SESSION.test(body)) return false
  if (String(headers['content-type']).includes('json')) {
    return typeof (JSON.parse(body) as { url?: unknown }).url === 'string' || body.includes('{')
  }
  return /Try again|Nothing is lost|<html/.test(body)
}
