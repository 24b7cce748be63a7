import { parseUrl } from '@/lib/domain/parse-url'
import { createHash } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { csrfCookieName } from '@/lib/auth/cookies'
import { env } from '@/lib/env'
import { describe, type DerivedStep, type Describer } from './describe'
import { Masked } from './masked'

type Handle = (request: NextRequest) => Promise<Response>

/** The route handler as a step, and the CSRF check inside it. */
export const HANDLER_STEPS: Record<string, Describer> = {
  handler: describe<'handler', Handle>('handler', {
    in: ({ nextUrl, method }) => ({ action: actionOf(nextUrl.pathname), method }),
    out: async (response, { nextUrl }) => {
      const body = await jsonOf(response.clone())
      const code = codeIn(response, body)
      return {
        status: response.status,
        code,
        refused: code !== undefined || response.status >= 400,
        ...(actionOf(nextUrl.pathname) === 'session' ? { session: sessionIn(response, body) } : {}),
      }
    },
    derivedAtStart: async (request) =>
      request.method === 'POST' ? [await csrfCheck(request.clone())] : [],
  }),
}

const actionOf = (pathname: string) => pathname.slice('/api/auth/'.length)

/**
 * Repeats the check that Auth.js is about to make, with the same values, because Auth.js does not show its
 * own. The cookie holds `token|hash`, the hash is SHA-256 of token and secret, and the form must
 * repeat the token.
 */
async function csrfCheck(request: Request): Promise<DerivedStep> {
  const cookie = cookieOf(request.headers.get('cookie') ?? '')
  const [token = '', hash = ''] = cookie.split('|')
  const sent = await csrfTokenIn(request)
  const recomputed = createHash('sha256').update(`${token}${env().AUTH_SECRET.join(',')}`)
  const expected = recomputed.digest('hex')
  const hashMatches = cookie !== '' && hash === expected
  const tokensMatch = sent !== null && sent === token
  const verified = hashMatches && tokensMatch
  return {
    step: 'csrf',
    in: {
      cookieToken: cookie === '' ? undefined : Masked.middle(token),
      cookieHash: cookie === '' ? undefined : Masked.middle(hash),
      bodyToken: sent === null ? undefined : Masked.middle(sent),
    },
    out: {
      recomputed: cookie === '' ? undefined : Masked.middle(expected),
      ...{ hashMatches, tokensMatch, verified },
    },
    refused: !verified,
  }
}

function cookieOf(header: string): string {
  const start = `${csrfCookieName()}=`
  const pair = header.split(/;\s*/).find((one) => one.startsWith(start))
  try {
    return decodeURIComponent(pair?.slice(start.length) ?? '')
  } catch {
    return ''
  }
}

async function csrfTokenIn(request: Request): Promise<string | null> {
  const text = await request.text()
  const isJson = request.headers.get('content-type')?.startsWith('application/json')
  if (!isJson) return new URLSearchParams(text).get('csrfToken')
  const body = parsed(text)
  const token = typeof body === 'object' && body && 'csrfToken' in body ? body.csrfToken : null
  return typeof token === 'string' ? token : null
}

async function jsonOf(response: Response): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return isJson ? parsed(await response.text()) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The code of a refusal is part of the URL in the answer. */
function codeIn(response: Response, body: unknown): string | undefined {
  const inBody = typeof body === 'object' && body && 'url' in body ? String(body.url) : null
  const address = inBody ?? response.headers.get('location') ?? ''
  return parseUrl(address)?.searchParams.get('code') ?? undefined
}

function sessionIn({ status }: Response, body: unknown): 'null' | 'user' | 'unavailable' {
  if (status !== 200) return 'unavailable'
  return typeof body === 'object' && body && 'user' in body ? 'user' : 'null'
}
