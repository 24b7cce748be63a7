import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { ownAddress } from '../e2e/setup/http'
import { cookieName } from '@/lib/domain/site/cookie-names'

export type HttpAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

const PATIENCE_MS = 30_000

/** A browser as a server sees it: it has one address, stores cookies, and follows no redirects. */
export class HttpVisitor {
  readonly cookies = new Map<string, string>()
  readonly #port: number
  readonly #address: string

  constructor(port: number, address = ownAddress()) {
    this.#port = port
    this.#address = address
  }

  /** The `Cookie` header it sends. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get(path: string, headers: OutgoingHttpHeaders = {}): Promise<HttpAnswer> {
    return this.send('GET', path, headers, '')
  }

  post(path: string, fields: Record<string, string>, headers: OutgoingHttpHeaders = {}) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(fields).toString()
    return this.send('POST', path, { ...type, ...headers }, body)
  }

  postBytes(path: string, body: Buffer, headers: OutgoingHttpHeaders): Promise<HttpAnswer> {
    return this.send('POST', path, headers, body)
  }

  async csrfToken(): Promise<string> {
    const { body } = await this.get('/api/auth/csrf')
    return (JSON.parse(body) as { csrfToken: string }).csrfToken
  }

  /** As next-auth's client does. */
  async signIn(identifier: string, password: string): Promise<HttpAnswer> {
    const csrfToken = this.cookies.has(cookieName('csrf')) ? this.#csrf : await this.csrfToken()
    this.#csrf = csrfToken
    const fields = { csrfToken, identifier, password }
    return this.post('/api/auth/callback/credentials', fields, { 'x-auth-return-redirect': '1' })
  }

  #csrf = ''

  send(
    method: string,
    path: string,
    headers: OutgoingHttpHeaders,
    body: string | Buffer,
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          ...{ host: '127.0.0.1', port: this.#port, agent: false, method, path },
          timeout: PATIENCE_MS,
          headers: {
            host: `localhost:${this.#port}`,
            ...(method === 'POST' ? { origin: `http://localhost:${this.#port}` } : {}),
            'x-forwarded-for': this.#address,
            ...(this.cookies.size > 0 ? { cookie: this.cookie } : {}),
            ...(body.length > 0 ? { 'content-length': Buffer.byteLength(body) } : {}),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line)
            const text = Buffer.concat(chunks).toString()
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text })
          })
        },
      )
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')))
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    const isCleared = value === '' || attributes.some((one) => /^max-age=0$/i.test(one))
    if (isCleared) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
