import { answerRefresh, answerRegistration } from '@/lib/auth/session-binding'
import { sessionStateOf } from '@/lib/auth/session-token'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { DeviceKey, type Algorithm } from '../../setup/device-key'
import { registrationChallenge } from '@/lib/services/session-binding/register-binding'
import { newAccount } from './new-account'
import { newSession } from './new-session'
import { sessionCookie } from './session-cookie'

export const BOUND = cookieName('bound')
const HOME = { address: '203.0.113.7', userAgent: 'test' }

/** A browser that speaks the protocol of device bound sessions, with one signed-in session. */
export class BoundBrowser {
  readonly cookies: Map<string, string>
  readonly key: DeviceKey
  readonly account: Awaited<ReturnType<typeof newAccount>>
  readonly sessionId: string
  id = ''
  challenge: string | null = null
  /** What its requests show of it: another network, or another version, after a while. */
  shows: Record<string, string> = {
    'user-agent': HOME.userAgent,
    [INTERNAL_HEADERS.address]: HOME.address,
  }

  private constructor(
    account: BoundBrowser['account'],
    sessionId: string,
    cookies: Map<string, string>,
    key: DeviceKey,
  ) {
    this.account = account
    this.sessionId = sessionId
    this.cookies = cookies
    this.key = key
  }

  static async signedIn(alg: Algorithm = 'ES256'): Promise<BoundBrowser> {
    const account = await newAccount()
    const session = await newSession(account, new Date())
    const [name = '', value = ''] = sessionCookie(account, session).split('=')
    return new BoundBrowser(account, session.id, new Map([[name, value]]), new DeviceKey(alg))
  }

  /** Signed in, bound, and seen once with its bound cookie. */
  static async bound(alg: Algorithm = 'ES256'): Promise<BoundBrowser> {
    const browser = await BoundBrowser.signedIn(alg)
    const answer = await browser.register()
    if (answer.status !== 200) throw new Error('the session should have been bound')
    await browser.state()
    return browser
  }

  get offered(): string {
    return registrationChallenge(this.sessionId, new Date()) ?? ''
  }

  headers(over: Record<string, string> = {}): Headers {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Headers({ cookie, ...this.shows, ...over })
  }

  async register(proof = this.key.registration(this.offered)): Promise<Response> {
    const headers = this.headers({ 'secure-session-response': proof })
    const answer = await answerRegistration(new Request(REGISTER, { method: 'POST', headers }))
    await this.#keep(answer)
    return answer
  }

  /** One request; with a proof over the challenge the browser has, or with that one. */
  async refreshOnce(proof = this.challenge && this.key.proof(this.challenge)): Promise<Response> {
    const headers = this.headers({
      'sec-secure-session-id': this.id,
      ...(proof ? { 'secure-session-response': proof } : {}),
    })
    const answer = await answerRefresh(new Request(REFRESH, { method: 'POST', headers }))
    await this.#keep(answer)
    return answer
  }

  /** As browsers do: signs the challenge of a 403, and asks again. */
  async refresh(): Promise<Response> {
    const answer = await this.refreshOnce()
    return answer.status === 403 ? this.refreshOnce() : answer
  }

  async state(over: Record<string, string> = {}): Promise<string> {
    return (await sessionStateOf(this.headers(over))).is
  }

  /** Another browser, which has these cookies of this one, at another address. */
  copy(...names: string[]): { state: (over?: Record<string, string>) => Promise<string> } {
    const kept = new Map([...this.cookies].filter(([name]) => names.includes(name)))
    const thief = new BoundBrowser(this.account, this.sessionId, kept, new DeviceKey())
    const elsewhere = { 'user-agent': 'curl/8', [INTERNAL_HEADERS.address]: '198.51.100.9' }
    return { state: (over = {}) => thief.state({ ...elsewhere, ...over }) }
  }

  async #keep(answer: Response): Promise<void> {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const [, challenge] =
      /^"([^"]+)";id="[^"]+"$/.exec(answer.headers.get('secure-session-challenge') ?? '') ?? []
    this.challenge = challenge ?? this.challenge
    const body = (await answer.clone().json()) as { session_identifier?: string }
    this.id = body.session_identifier ?? this.id
  }
}

const ORIGIN = 'http://localhost:3000'
const REGISTER = `${ORIGIN}/api/session-binding/register`
const REFRESH = `${ORIGIN}/api/session-binding/refresh`
export const SESSION = cookieName('session')
