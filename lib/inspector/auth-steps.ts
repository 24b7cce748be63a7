import type { NextAuthConfig } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import type { Flow } from './flow'
import { Masked } from './masked'
import { noteStep, watched } from './watch'

const MS_PER_SECOND = 1000

type Callbacks = NonNullable<NextAuthConfig['callbacks']>
type AuthSteps = {
  callbacks: Required<Pick<Callbacks, 'signIn' | 'redirect' | 'jwt' | 'session'>>
  jwt: Required<Pick<NonNullable<NextAuthConfig['jwt']>, 'encode' | 'decode'>>
}

/** What Auth.js calls, each call a step; with events that do nothing but say that they were told. */
export function watchedAuthSteps(
  flow: Flow,
  { callbacks, jwt }: AuthSteps,
  origin: string,
): AuthSteps & { events: NonNullable<NextAuthConfig['events']> } {
  return {
    callbacks: {
      signIn: watched(flow, 'signIn', callbacks.signIn, {
        out: (allowed) => ({ allowed: allowed === true, refused: allowed !== true }),
      }),
      redirect: watched(flow, 'redirect', callbacks.redirect, {
        in: ({ url }) => ({
          path: url.startsWith(origin) ? url.slice(origin.length) : url,
          offsite: !url.startsWith(`${origin}/`) && !/^\/(?!\/)/.test(url),
        }),
        out: (url) => ({ path: url.slice(origin.length) }),
      }),
      jwt: watched(flow, 'jwt', callbacks.jwt, {
        in: ({ token, user, trigger }) => ({
          trigger: trigger ?? 'none',
          hasUser: user !== undefined,
          ...(trigger === 'signIn' ? {} : claims(token)),
        }),
        out: (token) => ({ alive: token !== null, refused: token === null, ...claims(token) }),
      }),
      session: watched(flow, 'session', callbacks.session, {
        in: ({ token }) => claims(token),
        out: sessionSaid,
      }),
    },
    jwt: {
      encode: watched(flow, 'encode', jwt.encode, {
        in: ({ token }) => claims(token),
        out: (text) => ({ written: isJwe(text), bytes: text.length, ...jweHeader(text) }),
      }),
      decode: watched(flow, 'decode', jwt.decode, {
        in: ({ token }) => ({ bytes: token?.length }),
        out: (token, { token: text }) => ({
          valid: token !== null,
          refused: token === null,
          ...jweHeader(text),
          ...claims(token),
        }),
      }),
    },
    events: {
      signIn: () => noteStep(flow, 'event', { in: { name: 'signIn' } }),
      signOut: () => noteStep(flow, 'event', { in: { name: 'signOut' } }),
      session: () => noteStep(flow, 'event', { in: { name: 'session' } }),
    },
  }
}

/** The claims by name; what the session row added for this one read is not among them. */
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

/** The part of a token anybody can read, cookie in hand. */
function jweHeader(text: string | undefined): Record<string, unknown> {
  if (!text || !isJwe(text)) return {}
  const [header = ''] = text.split('.')
  const { alg, enc, kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as JWT
  return { 'header.alg': alg, 'header.enc': enc, 'header.kid': maskedText(kid) }
}

const isJwe = (text: string) => text.split('.').length === 5

function sessionSaid(session: unknown): Record<string, unknown> {
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
