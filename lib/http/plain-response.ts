import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { isProgramPath, type HttpLine } from '@/lib/domain/site/http-config'
import type { HeaderList } from './security-headers'

/** A response of the front server itself: a status and one plain sentence that says what to do. */
export type PlainResponse = {
  status: number
  sentence: string
  headers?: Readonly<Record<string, string>>
  /** What the adopter's configuration would have to say to admit the request. */
  wouldAllow?: HttpLine
}

const CONTENT_TYPE = 'text/plain; charset=utf-8'
const HALF_CLOSED_MS = 1000

/** As the handlers of this app refuse: a code, here the status in words, and a sentence. */
function jsonOf({ status, sentence }: PlainResponse): string {
  const error = (STATUS_CODES[status] ?? 'refused').toLowerCase().replaceAll(/\W+/g, '_')
  return JSON.stringify({ error, message: sentence })
}

/**
 * What a plain response consists of: JSON below /api/, and plain text elsewhere.
 *
 * @param asked.isAction the `next-action` header is present
 */
export function plainContent(
  answer: PlainResponse,
  asked: { target: string; isAction: boolean },
): { type: string; text: string } {
  if (answer.status >= 400 && isProgramPath(asked.target)) {
    return { type: 'application/json', text: `${jsonOf(answer)}\n` }
  }
  // Next hands the text to whoever called an action, but of exactly this type alone.
  return { type: asked.isAction ? 'text/plain' : CONTENT_TYPE, text: `${answer.sentence}\n` }
}

/**
 * Responds, in JSON below /api/ and in plain text elsewhere, and, if the request is still being sent,
 * keeps reading for a while before closing.
 *
 * Closing a socket with unread data resets it, and a reset makes the client discard the response it has
 * already received, so that the user would see a broken connection instead of the sentence.
 */
export function sendPlainResponse(
  request: IncomingMessage,
  response: ServerResponse,
  answer: PlainResponse,
  lingerMs: number,
): void {
  const isAction = request.headers['next-action'] !== undefined
  const { type, text } = plainContent(answer, { target: request.url ?? '', isAction })
  const body = Buffer.from(text)
  response.writeHead(answer.status, {
    'Content-Type': type,
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    ...answer.headers,
    ...(request.complete ? {} : { Connection: 'close' }),
  })
  if (request.complete) {
    response.end(body)
    return
  }
  response.flushHeaders() // A response to HEAD has no body to send them with.
  response.write(body)
  const finish = () => {
    clearTimeout(timer)
    if (!response.writableEnded) response.end()
  }
  const timer = setTimeout(finish, lingerMs)
  request.once('end', finish).once('close', finish).resume()
}

/** The same for a connection whose request Node could not parse. */
export function writePlainResponse(
  socket: Duplex,
  answer: PlainResponse,
  headers: HeaderList,
): void {
  const body = `${answer.sentence}\n`
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
    'Cache-Control: no-store',
    `Content-Type: ${CONTENT_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...[...headers, ...Object.entries(answer.headers ?? {})].map(
      ([name, value]) => `${name}: ${value}`,
    ),
  ]
  closeSoon(socket, `${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** Sends the rest, then closes after a moment in which the client can read it. */
export function closeSoon(socket: Duplex, last = ''): void {
  socket.on('error', () => socket.destroy())
  socket.end(last)
  setTimeout(() => socket.destroy(), HALF_CLOSED_MS).unref()
}
