import * as z from 'zod'
import { isErrorCode, sentenceFor } from '@/lib/platform/errors'
import type { OwnAnswer } from './own-request'

/** The body with which Auth.js answers next-auth's client. */
const leadingOn = z.object({ url: z.string() })

/** An answer in words, as its sender would read it. */
export function answerText({ status, headers, body }: OwnAnswer): string {
  const address = headers.location ?? urlIn(body)
  if (address !== null) return placeIn(address, Number(headers['retry-after']))
  if (headers['content-type']?.startsWith('text/plain')) return body.trim()
  if (body.trim() === 'null') return 'null: nobody is signed in'
  return status === 200 ? 'an ordinary answer' : `status ${status}`
}

function placeIn(address: string, retryAfterSeconds: number): string {
  const { origin, pathname, searchParams } = new URL(address, 'http://this.site')
  const code = searchParams.get('code')
  if (isErrorCode(code)) return sentenceFor({ code, retryAfterSeconds })
  const error = searchParams.get('error')
  if (error) return `error=${error}`
  const where = origin.includes('evil') ? 'another site' : 'this site'
  return `a redirect to ${pathname} on ${where}`
}

function urlIn(body: string): string | null {
  try {
    return leadingOn.parse(JSON.parse(body)).url
  } catch {
    return null
  }
}
