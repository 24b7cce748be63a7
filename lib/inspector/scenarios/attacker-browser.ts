import * as z from 'zod'
import type { ScenarioName, Exchange } from '@/lib/inspector/scenarios/scenario-list'
import { answerText } from '@/lib/inspector/scenarios/answer-text'
import { sendToSelf, type OwnAnswer, type OwnRequest } from '@/lib/inspector/scenarios/own-request'
import { scenarioCookie } from '@/lib/inspector/recording/trace-cookie'
import { hashToken } from '@/lib/crypto/random-token'
import { readFirstStep } from '@/lib/auth/two-factor-cookie'
import { registrationProof } from './device-key'
import { codeShown, wrongCode } from './authenticator-app'
import { removeThrowawayAccount, resetLimits, type ThrowawayAccount } from './throwaway-account'
import { DEFAULT_PATH, PASSKEY_OPTIONS_PATH } from '@/lib/domain/site/redirects'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { product } from '@/lib/product'

export type ScenarioRun = {
  recording: string
  scenario: ScenarioName
  runId: string
  address: string
  origin: string
  port: number
  cookiePrefix: string
  clock: () => Date
}

const CSRF = '/api/auth/csrf'
const CALLBACK = '/api/auth/callback/credentials'
const SECOND_STEP = '/api/auth/callback/two-factor'
const PASSKEY_CALLBACK = '/api/auth/callback/passkey'
const FORM = 'application/x-www-form-urlencoded'
const csrfAnswer = z.object({ csrfToken: z.string() })
const optionsAnswer = z.object({ options: z.object({ challenge: z.string() }) })

/** A client that keeps cookies and sends what a scenario asks for. */
export class AttackerBrowser {
  readonly account: ThrowawayAccount
  readonly exchanges: Exchange[] = []
  readonly #run: ScenarioRun
  readonly #cookies = new Map<string, string>()
  #isSettingUp = false
  /** The second steps that were begun, whose attempts are counted. */
  readonly #steps: string[] = []
  #lastCode = ''
  #lastAnswer = ''
  /** The newest answer's offer to bind the session. */
  #offer = ''

  constructor(account: ThrowawayAccount, run: ScenarioRun) {
    this.account = account
    this.#run = run
  }

  now(): Date {
    return this.#run.clock()
  }

  /** Marks the requests of `prepare` as preparation rather than attack. */
  async setUp(prepare: () => Promise<unknown>): Promise<void> {
    this.#isSettingUp = true
    await prepare()
    this.#isSettingUp = false
  }

  /** Signs in as next-auth's client does, but for the given fields and headers. */
  async signIn(
    fields: Record<string, string>,
    group?: Exchange['group'],
    headers: Record<string, string> = {},
  ): Promise<void> {
    const { email: identifier, password } = this.account
    const callbackUrl = DEFAULT_PATH
    const csrfToken = await this.#csrfToken()
    const body = new URLSearchParams({ csrfToken, identifier, password, callbackUrl, ...fields })
    await this.#send({ method: 'POST', path: CALLBACK, headers, body: body.toString() }, group)
  }

  /** Sends a code to the second step, as its form does. */
  async enterCode(which: 'shown' | 'the same' | 'wrong'): Promise<void> {
    const { secret } = this.account
    if (secret === null) throw new Error('This account has no two-factor.')
    if (which !== 'the same') {
      this.#lastCode = (which === 'shown' ? codeShown : wrongCode)(secret, this.now())
    }
    this.#noteStep()
    const body = new URLSearchParams({ csrfToken: await this.#csrfToken(), code: this.#lastCode })
    await this.#send({ method: 'POST', path: SECOND_STEP, headers: {}, body: body.toString() })
  }

  /** Asks this site for a challenge, as its sign-in page does. */
  async askForPasskey(): Promise<string> {
    await this.#csrfToken()
    const body = new URLSearchParams({ purpose: 'sign-in' }).toString()
    const sent = { method: 'POST', path: PASSKEY_OPTIONS_PATH, headers: {}, body } as const
    const { options } = optionsAnswer.parse(JSON.parse((await this.#send(sent)).body))
    return options.challenge
  }

  /**
   * Signs in with the account's passkey.
   *
   * @param signed.origin the site that the device was asked on; by default this one
   * @param signed.counter how often the device has signed; by default once
   */
  async answerWithPasskey(
    challenge: string,
    signed: { origin?: string; counter?: number } = {},
  ): Promise<void> {
    const { key } = this.account
    if (key === null) throw new Error('This account has no passkey.')
    this.#lastAnswer = key.answer(challenge, { origin: this.#run.origin, counter: 1, ...signed })
    await this.sendAnswerAgain()
  }

  async sendAnswerAgain(): Promise<void> {
    const csrfToken = await this.#csrfToken()
    const fields = { csrfToken, passkey: this.#lastAnswer, callbackUrl: DEFAULT_PATH }
    const body = new URLSearchParams(fields).toString()
    await this.#send({ method: 'POST', path: PASSKEY_CALLBACK, headers: {}, body })
  }

  /** From here on with the cookies of nobody. */
  changeBrowser(): void {
    this.#cookies.clear()
  }

  /** From here on with the other cookies of the session's browser. */
  dropSession(): void {
    this.#cookies.delete(this.#sessionName)
  }

  async signOut(): Promise<void> {
    const csrfToken = await this.#csrfToken()
    const body = new URLSearchParams({ csrfToken }).toString()
    await this.#send({ method: 'POST', path: '/api/auth/signout', headers: {}, body })
  }

  async get(path: string): Promise<OwnAnswer> {
    return this.#send({ method: 'GET', path, headers: { accept: 'text/html' } })
  }

  /** Sends a copy of the session cookie alone, from another browser. */
  async getAsOther(path: string): Promise<OwnAnswer> {
    const own = new Map(this.#cookies)
    const session = this.sessionCookie()
    this.#cookies.clear()
    this.putBack(session)
    const headers = { accept: 'text/html', 'user-agent': `${product.name} other browser` }
    const answer = await this.#send({ method: 'GET', path, headers })
    this.#cookies.clear()
    for (const [name, value] of own) this.#cookies.set(name, value)
    return answer
  }

  /** Binds the session to a key, as a browser does that can. */
  async bindSession(): Promise<void> {
    const headers = { 'secure-session-response': await registrationProof(this.#offer) }
    await this.#send({ method: 'POST', path: '/api/session-binding/register', headers })
  }

  /** Opens the limits of this scenario again. */
  async resetLimits(): Promise<void> {
    await resetLimits(this.account, this.#run.address, this.#steps, this.now())
  }

  sessionCookie(): string {
    return this.#cookies.get(this.#sessionName) ?? ''
  }

  putBack(session: string): void {
    this.#cookies.set(this.#sessionName, session)
  }

  /** Changes one character in the middle of the encrypted part. */
  tamperWithSession(): void {
    const session = this.sessionCookie()
    const at = Math.floor(session.length / 2)
    const other = session[at] === 'A' ? 'B' : 'A'
    this.putBack(`${session.slice(0, at)}${other}${session.slice(at + 1)}`)
  }

  /** What was counted so far, with the account itself. */
  async removeAccount(): Promise<void> {
    await removeThrowawayAccount(this.account, this.#run.address, this.#steps, this.now())
  }

  #noteStep(): void {
    const name = `${this.#run.cookiePrefix}${cookieName('two-factor')}`
    const step = readFirstStep(`${name}=${this.#cookies.get(name) ?? ''}`, this.now())
    if (step) this.#steps.push(hashToken(step.token))
  }

  get #sessionName(): string {
    return `${this.#run.cookiePrefix}${cookieName('session')}`
  }

  async #csrfToken(): Promise<string> {
    const { body } = await this.#send({ method: 'GET', path: CSRF, headers: {} })
    return csrfAnswer.parse(JSON.parse(body)).csrfToken
  }

  async #send(sent: OwnRequest, group?: Exchange['group']): Promise<OwnAnswer> {
    const { recording, scenario, runId, origin, port, cookiePrefix } = this.#run
    const trace = scenarioCookie(recording, scenario, runId, this.now())
    const cookies = [...this.#cookies, [`${cookiePrefix}${cookieName('trace')}`, trace]]
    const startedMs = performance.now()
    const answer = await sendToSelf(
      { port, host: new URL(origin).host },
      {
        ...sent,
        headers: {
          cookie: cookies.map(([name, value]) => `${name}=${value}`).join('; '),
          'user-agent': `${product.name} attack scenario`,
          'x-auth-return-redirect': '1',
          ...(sent.method === 'POST' ? { origin, 'content-type': FORM } : {}),
          ...sent.headers,
        },
      },
    )
    const ms = performance.now() - startedMs
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line)
    this.#offer = String(answer.headers['secure-session-registration'] ?? this.#offer)
    // Every scenario asks for the token, so it is not listed.
    if (sent.path !== CSRF) {
      const part = this.#isSettingUp ? { isSetUp: true as const } : {}
      this.exchanges.push({ ...exchangeOf(sent, answer), ms, ...part, ...(group && { group }) })
    }
    return answer
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const value = pair.slice(at + 1)
    if (value === '') this.#cookies.delete(pair.slice(0, at))
    else this.#cookies.set(pair.slice(0, at), value)
  }
}

function exchangeOf(
  { method, path }: OwnRequest,
  answer: OwnAnswer,
): Omit<Exchange, 'ms' | 'group'> {
  const { status, headers } = answer
  const requestId = String(headers['x-request-id'] ?? '')
  return { requestId, method, path, status, sees: answerText(answer) }
}
