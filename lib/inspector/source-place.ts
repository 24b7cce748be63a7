import type { StepName } from './schema'

/** Where a step's code stands, in this very build. */
export type SourcePlace = {
  file: string
  /** Of the first line of the excerpt. */
  line: number
  excerpt: string
}

export type SourcePlaces = Partial<Record<StepName, SourcePlace>>

/** The file of each step, and a text by which its place in there is found. */
export const SOURCES: Record<StepName, { file: string; text: string }> = {
  request: { file: 'lib/http/create-front.ts', text: '  async function serve(' },
  front: { file: 'lib/http/create-front.ts', text: 'function judge(' },
  middleware: { file: 'middleware.ts', text: 'async function decide(' },
  handler: { file: 'lib/auth/handlers.ts', text: 'async function answer(' },
  csrf: { file: 'lib/inspector/handler-step.ts', text: 'async function noteCsrfCheck(' },
  redirect: { file: 'lib/auth/callbacks.ts', text: '  redirect({ url })' },
  parse: { file: 'lib/schemas/sign-in.ts', text: 'export const signInSchema' },
  authorize: { file: 'lib/auth/authorize.ts', text: 'async function checkCredentials(' },
  limiter: { file: 'lib/data/limits/attempt-counters.ts', text: 'async function count(' },
  lookup: { file: 'lib/data/users/users.ts', text: 'export async function findUserForSignIn(' },
  liveness: {
    file: 'lib/services/sessions/sessions.ts',
    text: 'export async function checkSession(',
  },
  query: { file: 'lib/data/database/prisma.ts', text: 'function createClient()' },
  bcrypt: { file: 'lib/password/hasher.ts', text: '  async function verify(' },
  signIn: { file: 'lib/auth/callbacks.ts', text: '  signIn({ user })' },
  jwt: { file: 'lib/auth/callbacks.ts', text: '  async jwt({ token' },
  encode: { file: 'lib/auth/session-jwe.ts', text: 'export function encodeSessionToken(' },
  decode: { file: 'lib/auth/session-jwe.ts', text: 'export function decodeSessionToken(' },
  session: { file: 'lib/auth/callbacks.ts', text: '  session({ session, token })' },
  event: { file: 'lib/inspector/auth-steps.ts', text: '    events: {' },
  auth: { file: 'lib/auth/current-session.ts', text: 'export const authOnce' },
  setCookie: { file: 'lib/auth/set-cookie.ts', text: 'export function setCookie(' },
}
