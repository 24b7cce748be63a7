import type { JWT } from 'next-auth/jwt'
import type { authorize } from '@/lib/auth/authorize'
import type { authorizePasskey } from '@/lib/auth/authorize-passkey'
import type { authorizeSecondStep } from '@/lib/auth/authorize-second-step'
import type { callbacks } from '@/lib/auth/callbacks'
import type { jwtOptions } from '@/lib/auth/session-token'
import { env } from '@/lib/env'
import { describe, type Describer } from './describe'
import { Masked } from './masked'

const MS_PER_SECOND = 1000

type Callbacks = typeof callbacks
type Parse = (input: Record<string, unknown>) => { success: boolean }

/** The functions that Auth.js calls: which fields were sent, and the claims of tokens and sessions. */
export const AUTH_STEPS: Record<string, Describer> = {
  parse: describe<'parse', Parse>('parse', {
    in: ({ identifier, password, remember }) => ({
      identifier: identifierKind(identifier),
      password: typeof password === 'string' && password !== '',
      remember: remember === 'on' || remember === 'true',
    }),
    out: ({ success }) => ({ valid: success, refused: !success }),
  }),
  authorize: describe<'authorize', typeof authorize>('authorize', {
    in: () => ({ provider: 'credentials' }),
    out: () => ({ accepted: true }),
  }),
  authorizeSecondStep: describe<'authorize', typeof authorizeSecondStep>('authorize', {
    in: () => ({ provider: 'two-factor' }),
    out: () => ({ accepted: true }),
  }),
  authorizePasskey: describe<'authorize', typeof authorizePasskey>('authorize', {
    in: () => ({ provider: 'passkey' }),
    out: () => ({ accepted: true }),
  }),
  signIn: describe<'signIn', Callbacks['signIn']>('signIn', {
    out: (allowed) => ({ allowed: allowed === true, refused: allowed !== true }),
  }),
  redirect: describe<'redirect', Callbacks['redirect']>('redirect', {
    in: ({ url }) => ({ path: pathOnThisSite(url), offsite: isOffsite(url) }),
    out: (url) => ({ path: pathOnThisSite(url) }),
  }),
  jwt: describe<'jwt', Callbacks['jwt']>('jwt', {
    in: ({ token, user, trigger }) => ({
      trigger: trigger ?? 'none',
      hasUser: user !== undefined,
      ...(trigger === 'signIn' ? {} : claims(token)),
    }),
    out: (token) => ({ alive: token !== null, refused: token === null, ...claims(token) }),
  }),
  session: describe<'session', Callbacks['session']>('session', {
    in: ({ token }) => claims(token),
    out: sessionData,
  }),
  encode: describe<'encode', typeof jwtOptions.encode>('encode', {
    in: ({ token }) => claims(token),
    out: (text) => ({ written: isJwe(text), bytes: text.length, ...jweHeader(text) }),
  }),
  decode: describe<'decode', typeof jwtOptions.decode>('decode', {
    in: ({ token }) => ({ bytes: token?.length }),
    out: (token, { token: text }) => ({
      valid: token !== null,
      refused: token === null,
      ...jweHeader(text),
      ...claims(token),
    }),
  }),
  'event.signIn': describe('event', { in: () => ({ name: 'signIn' }) }),
  'event.signOut': describe('event', { in: () => ({ name: 'signOut' }) }),
  'event.session': describe('event', { in: () => ({ name: 'session' }) }),
}

function identifierKind(identifier: unknown): 'email' | 'username' | 'missing' {
  if (typeof identifier !== 'string' || identifier.trim() === '') return 'missing'
  return identifier.includes('@') ? 'email' : 'username'
}

function pathOnThisSite(url: string): string {
  const origin = env().AUTH_URL
  return url.startsWith(origin) ? url.slice(origin.length) : url
}

function isOffsite(url: string): boolean {
  return !url.startsWith(`${env().AUTH_URL}/`) && !/^\/(?!\/)/.test(url)
}

/** The claims by name, without what the session row adds for one read. */
function claims(token: JWT | null | undefined): Record<string, unknown> {
  if (!token) return {}
  const { sub, id, role, sessionId, absoluteEnd, iat, exp, jti } = token
  return {
    'claim.sub': maskedText(sub),
    'claim.id': maskedText(id),
    'claim.role': role,
    'claim.sessionId': maskedText(sessionId),
    'claim.absoluteEnd': secondsAsDate(absoluteEnd),
    'claim.iat': secondsAsDate(iat),
    'claim.exp': secondsAsDate(exp),
    'claim.jti': maskedText(jti),
  }
}

/** The part of a token that is not encrypted. */
function jweHeader(text: string | undefined): Record<string, unknown> {
  if (!text || !isJwe(text)) return {}
  const [header = ''] = text.split('.')
  const { alg, enc, kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as JWT
  return { 'header.alg': alg, 'header.enc': enc, 'header.kid': maskedText(kid) }
}

const isJwe = (text: string) => text.split('.').length === 5

function sessionData(session: unknown): Record<string, unknown> {
  if (typeof session !== 'object' || session === null) return {}
  const { user, expires, sessionId, unavailable } = session as Record<string, unknown>
  const { id, name, username, email, image, role } = (user ?? {}) as Record<string, unknown>
  return {
    'user.id': maskedText(id),
    'user.name': initialsOf(name),
    'user.username': initialsOf(username),
    'user.email': initialsOf(email),
    'user.image': image === null ? 'null' : 'set',
    'user.role': role,
    expires: typeof expires === 'string' ? new Date(expires) : undefined,
    sessionId: maskedText(sessionId),
    unavailable: unavailable === true,
  }
}

function maskedText(value: unknown): Masked | undefined {
  return typeof value === 'string' ? Masked.middle(value) : undefined
}

function initialsOf(value: unknown): Masked | undefined {
  return typeof value === 'string' ? Masked.initials(value) : undefined
}

function secondsAsDate(seconds: unknown): Date | undefined {
  return typeof seconds === 'number' ? new Date(seconds * MS_PER_SECOND) : undefined
}
