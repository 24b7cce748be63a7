import { randomBytes, randomInt } from 'node:crypto'
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import type { APIRequestContext, APIResponse } from 'playwright/test'

/** A client address no other test uses, so that tests do not share limits. */
export function ownAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
}

export type Visitor = { request: APIRequestContext; url: string }

/** Auth.js's CSRF token, which also sets its cookie. */
export async function csrfToken({ request }: Pick<Visitor, 'request'>): Promise<string> {
  const answer = await request.get('/api/auth/csrf')
  const body = (await answer.json()) as { csrfToken: string }
  return body.csrfToken
}

/** Signs in as a script does: the documented path, with the given fields. */
export async function postCredentials(
  visitor: Pick<Visitor, 'request'>,
  fields: Record<string, string>,
): Promise<APIResponse> {
  return visitor.request.post('/api/auth/callback/credentials', {
    form: { csrfToken: await csrfToken(visitor), ...fields },
    headers: { 'x-auth-return-redirect': '1' },
    maxRedirects: 0,
  })
}

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

/**
 * Sends a request byte for byte: no client normalizes its path or headers.
 *
 * @param where.port on this machine
 */
export function rawRequest(
  where: { port: number; path: string; method?: string; host?: string },
  headers: OutgoingHttpHeaders = {},
  body = '',
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', agent: false, ...where, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const { statusCode = 0, headers } = answer
        resolve({ status: statusCode, headers, body: Buffer.concat(chunks).toString() })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** One part of a form: text, raw bytes, or a file. */
export type Part = { name: string; value: string | Buffer; fileName?: string }

/** Encodes parts as a browser without JavaScript does. */
export function multipart(parts: readonly Part[]): { data: Buffer; contentType: string } {
  const boundary = `----latchkey${randomBytes(12).toString('hex')}`
  const chunks = parts.flatMap(({ name, value, fileName }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]
  })
  return {
    data: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}

/**
 * The fields React adds to a form to make it work without JavaScript: they name its action.
 *
 * @param what the name of a field in the form, or the text of its button
 */
export async function actionFields(visitor: Visitor, path: string, what: string): Promise<Part[]> {
  return actionFieldsIn(await (await visitor.request.get(path)).text(), what)
}

/** The same for a page that was already read. */
export function actionFieldsIn(page: string, what: string): Part[] {
  const isIt = (part: string) =>
    part.includes(`name="${what}"`) || new RegExp(`>${what}(</span>)?</button>`).test(part)
  const form = page.split('<form').find(isIt)
  if (form === undefined) throw new Error(`No form on the page has ${what}`)
  const [content = ''] = form.split('</form>')
  return [
    ...content.matchAll(/<input[^>]*name="(\$ACTION[^"]*)"[^>]*?(?:value="([^"]*)")?\/?>/g),
  ].map(([, name = '', value = '']) => ({ name: unescape(name), value: unescape(value) }))
}

/** Sends a form of a page as a browser without JavaScript does. */
export async function postForm(
  visitor: Visitor,
  path: string,
  parts: readonly Part[],
  hidden: readonly Part[],
  headers: Record<string, string> = {},
): Promise<APIResponse> {
  const { data, contentType } = multipart([...hidden, ...parts])
  return visitor.request.post(path, {
    data,
    headers: { 'content-type': contentType, origin: visitor.url, ...headers },
    maxRedirects: 0,
  })
}

function unescape(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
