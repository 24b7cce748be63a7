import { multipart, type Part } from '../e2e/setup/http'

/** A request before encoding. Names and values are sent unchanged. */
export type Draft = {
  method: string
  target: string
  headers: [name: string, value: string][]
  body: Buffer
}

/** Encodes as UTF-8, except for characters that stand for single bytes. */
export function bytesOf({ method, target, headers, body }: Draft): Buffer {
  const isLengthGiven = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name))
  const length: [string, string][] =
    body.length > 0 && !isLengthGiven ? [['content-length', String(body.length)]] : []
  const lines = [...headers, ...length].map(([name, value]) => `${name}: ${value}`)
  const head = [`${method} ${target} HTTP/1.1`, 'connection: close', ...lines, '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head), body])
}

export type Body = { headers: [string, string][]; body: Buffer }

export const NO_BODY: Body = { headers: [], body: Buffer.alloc(0) }

export function formBody(fields: readonly (readonly [string, string])[]): Body {
  const pairs = fields.map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  return typed('application/x-www-form-urlencoded', Buffer.from(pairs.join('&')))
}

export function multipartBody(parts: readonly Part[]): Body {
  const { data, contentType } = multipart(parts)
  return typed(contentType, data)
}

export function jsonBody(value: unknown): Body {
  return typed('application/json', Buffer.from(JSON.stringify(value) ?? ''))
}

export function textBody(text: string): Body {
  return typed('text/plain;charset=UTF-8', Buffer.from(text))
}

function typed(type: string, body: Buffer): Body {
  return { headers: [['content-type', type]], body }
}

/** Lone surrogates have no encoding, so they are replaced. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** One change of a request's bytes; `at` is a fraction of their number. */
export type Change = { kind: 'flip' | 'cut' | 'repeat' | 'insert'; at: number; amount: number }

/** Changes bytes as a faulty connection or an attacker would. Something is always left. */
export function changed(bytes: Buffer, changes: readonly Change[]): Buffer {
  const result = changes.reduce((current, { kind, at, amount }) => {
    const place = Math.min(current.length - 1, Math.floor(at * current.length))
    const [before, after] = [current.subarray(0, place), current.subarray(place)]
    switch (kind) {
      case 'flip': {
        const copy = Buffer.from(current)
        copy[place] = (copy[place] ?? 0) ^ (1 << (amount % 8))
        return copy
      }
      case 'cut':
        return Buffer.concat([before, after.subarray(amount)])
      case 'repeat':
        return Buffer.concat([before, after.subarray(0, amount), after])
      case 'insert':
        return Buffer.concat([before, Buffer.from([amount % 256]), after])
    }
  }, bytes)
  return result.length > 0 ? result : bytes
}
