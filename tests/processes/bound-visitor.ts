import { DeviceKey } from '../setup/device-key'
import { HttpVisitor, type HttpAnswer } from '../setup/http-visitor'
import { cookieName } from '@/lib/domain/site/cookie-names'
import type { SeveralProcesses } from './several-processes'

const REFRESH = '/api/session-binding/refresh'

/** A browser with a session that is bound to it. */
export class BoundVisitor {
  readonly #visitor: HttpVisitor
  readonly #processes: SeveralProcesses
  readonly #key = new DeviceKey()
  #id = ''

  private constructor(processes: SeveralProcesses) {
    this.#processes = processes
    this.#visitor = new HttpVisitor(processes.port)
  }

  static async signIn(
    processes: SeveralProcesses,
    { email, password }: { email: string; password: string },
  ): Promise<BoundVisitor> {
    const bound = new BoundVisitor(processes)
    const { headers } = await bound.#visitor.signIn(email, password)
    const offer = String(headers['secure-session-registration'])
    const [, challenge = ''] = /challenge="([^"]+)"/.exec(offer) ?? []
    const { body } = await bound.#visitor.post(
      '/api/session-binding/register',
      {},
      { 'secure-session-response': bound.#key.registration(challenge) },
    )
    bound.#id = (JSON.parse(body) as { session_identifier: string }).session_identifier
    return bound
  }

  /** The `Cookie` header with the cookie of the session and that of the device. */
  get cookie(): string {
    return `${this.#pair('session')}; ${this.#pair('bound')}`
  }

  /** What a thief of the session cookie has. */
  get copiedCookie(): string {
    return this.#pair('session')
  }

  /** The challenge that one process gives. */
  async challengeFrom(index: number): Promise<string> {
    const { headers } = await this.refresh(index)
    return /^"([^"]+)"/.exec(String(headers['secure-session-challenge']))?.[1] ?? ''
  }

  /** Asks one process for the next value of the bound cookie. */
  refresh(index: number, challenge?: string): Promise<HttpAnswer> {
    const proof = challenge ? { 'secure-session-response': this.#key.proof(challenge) } : {}
    const headers = { cookie: this.cookie, 'sec-secure-session-id': this.#id, ...proof }
    return this.#processes.postTo(index, REFRESH, Buffer.alloc(0), headers)
  }

  /** Takes the value that an answer brought. */
  keep({ headers }: HttpAnswer): void {
    const [, value = ''] = /^[^=]+=([^;]+)/.exec(headers['set-cookie']?.[0] ?? '') ?? []
    this.#visitor.cookies.set(cookieName('bound'), value)
  }

  #pair(name: 'session' | 'bound'): string {
    return `${cookieName(name)}=${this.#visitor.cookies.get(cookieName(name)) ?? ''}`
  }
}
