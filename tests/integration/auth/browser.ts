import { NextRequest } from 'next/server'
import { handleAuth } from '@/lib/auth/handlers'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { newVisitor } from '../setup/new-visitor'

const ORIGIN = 'http://localhost:3000'

type Sent = {
  json?: unknown
  form?: Record<string, string> | [string, string][]
  body?: string
  headers?: Record<string, string>
}

/** A browser as `/api/auth/*` sees it: it stores cookies and sends them back. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly address: string

  constructor({ address } = newVisitor()) {
    this.address = address
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send('GET', path, { headers })
  }

  async post(path: string, sent: Sent): Promise<Response> {
    return this.send('POST', path, sent)
  }

  async csrfToken(): Promise<string> {
    const body: unknown = await (await this.get('csrf')).json()
    return String((body as { csrfToken: unknown }).csrfToken)
  }

  /** As next-auth's client does. */
  async signIn(fields: Record<string, string>): Promise<Response> {
    const csrfToken = await this.csrfToken()
    return this.post('callback/credentials', {
      form: { csrfToken, callbackUrl: '/dashboard', ...fields },
      headers: { 'x-auth-return-redirect': '1' },
    })
  }

  async session(): Promise<unknown> {
    return (await this.get('session')).json()
  }

  private async send(method: string, path: string, sent: Sent): Promise<Response> {
    const headers = new Headers({
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      [INTERNAL_HEADERS.address]: this.address,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0',
    })
    const body = bodyOf(sent, headers)
    for (const [name, value] of Object.entries(sent.headers ?? {})) headers.set(name, value)
    const response = await handleAuth(
      new NextRequest(`${ORIGIN}/api/auth/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      }),
    )
    for (const line of response.headers.getSetCookie()) this.keep(line)
    return response
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    const cleared = value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute))
    if (cleared) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

function bodyOf({ json, form, body }: Sent, headers: Headers): string | undefined {
  if (json !== undefined) {
    headers.set('content-type', 'application/json')
    return JSON.stringify(json)
  }
  if (form !== undefined) {
    headers.set('content-type', 'application/x-www-form-urlencoded')
    return new URLSearchParams(form).toString()
  }
  return body
}
