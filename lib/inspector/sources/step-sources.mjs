/**
 * The file of each step, and the text at which its code begins.
 *
 * @type {Record<import('./build-facts').CodeName, { file: string, text: string }>}
 */
export const STEP_SOURCES = {
  request: { file: 'lib/http/create-front.ts', text: '  async function serve(' },
  front: { file: 'lib/http/create-front.ts', text: '  function judgeAndPrepare(' },
  middleware: { file: 'middleware.ts', text: 'async function decide(' },
  handler: { file: 'lib/auth/handlers.ts', text: 'async function answer(' },
  // Auth.js's own code, not ours.
  csrf: {
    file: 'node_modules/@auth/core/lib/actions/callback/oauth/csrf-token.js',
    text: 'export async function createCSRFToken(',
  },
  redirect: { file: 'lib/auth/callbacks.ts', text: '  redirect({ url })' },
  parse: { file: 'lib/schemas/sign-in.ts', text: 'export const signInSchema' },
  authorize: { file: 'lib/auth/authorize.ts', text: 'async function checkCredentials(' },
  authorizeSecondStep: {
    file: 'lib/auth/authorize-second-step.ts',
    text: 'async function checkSecondStep(',
  },
  authorizePasskey: {
    file: 'lib/auth/authorize-passkey.ts',
    text: 'async function checkPasskey(',
  },
  limiter: { file: 'lib/data/limits/attempt-counters.ts', text: 'async function count(' },
  lookup: { file: 'lib/data/users/users.ts', text: 'export async function findUserForSignIn(' },
  challenge: { file: 'lib/services/two-factor/start-second-step.ts', text: 'function open(' },
  secondFactor: { file: 'lib/services/two-factor/proof.ts', text: 'function checkCode(' },
  spendProof: {
    file: 'lib/data/two-factor/authenticators.ts',
    text: 'export async function consumeAuthenticatorStep(',
  },
  liveness: {
    file: 'lib/services/sessions/judge-session.ts',
    text: 'export async function judgeSession(',
  },
  bind: {
    file: 'lib/services/session-binding/register-binding.ts',
    text: 'async function bind(',
  },
  refresh: {
    file: 'lib/services/session-binding/refresh-binding.ts',
    text: 'async function refresh(',
  },
  query: { file: 'lib/data/database/prisma.ts', text: 'function createClient()' },
  bcrypt: { file: 'lib/password/hasher.ts', text: '  async function verify(' },
  signIn: { file: 'lib/auth/callbacks.ts', text: '  signIn({ user })' },
  jwt: { file: 'lib/auth/callbacks.ts', text: '  async jwt({ token' },
  encode: { file: 'lib/auth/session-jwe.ts', text: 'export function encodeSessionToken(' },
  decode: { file: 'lib/auth/session-jwe.ts', text: 'export function decodeSessionToken(' },
  session: { file: 'lib/auth/callbacks.ts', text: '  session({ session, token })' },
  event: { file: 'lib/auth/config.ts', text: 'const events = {' },
  auth: { file: 'auth.ts', text: 'export async function auth(' },
  setCookie: { file: 'lib/auth/set-cookie.ts', text: 'export function setCookie(' },
}

const AUTHORIZE = {
  title: 'authorize: check a password',
  file: 'lib/auth/authorize.ts',
  text: 'async function checkCredentials(',
}
const SECOND_STEP = {
  title: 'authorize: check a second factor',
  file: 'lib/auth/authorize-second-step.ts',
  text: 'async function checkSecondStep(',
}
const CLIENT_SIGN_IN = {
  title: 'signIn with redirect: false',
  file: 'lib/auth/sign-in-client.ts',
  text: 'function submit(',
}
const REFUSAL_IN_ANSWER = {
  title: 'Find the refusal in the answer',
  file: 'lib/auth/sign-in-client.ts',
  text: 'function refusalIn(',
}
const CONFIGURATION = {
  title: 'Auth.js, configured',
  file: 'lib/auth/config.ts',
  text: 'function buildConfig()',
}
const SIGN_IN_CALLBACK = {
  title: 'signIn callback: refuse a sign-in',
  file: 'lib/auth/callbacks.ts',
  text: '  signIn({ user })',
}
const REDIRECT_CALLBACK = {
  title: 'redirect callback: only to this site',
  file: 'lib/auth/callbacks.ts',
  text: '  redirect({ url })',
}
const JWT_CALLBACK = {
  title: 'jwt callback',
  file: 'lib/auth/callbacks.ts',
  text: '  async jwt({ token',
}
const ROLE_IN_TOKEN = {
  title: 'The role in the token',
  file: 'lib/auth/callbacks.ts',
  text: 'async function openSessionToken(',
}
const TOKEN_TYPES = {
  title: 'Types of the token',
  file: 'types/next-auth.d.ts',
  text: "declare module 'next-auth/jwt' {",
}
const SESSION_CALLBACK = {
  title: 'session callback',
  file: 'lib/auth/callbacks.ts',
  text: '  session({ session, token })',
}
const SESSION_TYPES = {
  title: 'Types of the session',
  file: 'types/next-auth.d.ts',
  text: '  interface Session {',
}
const GUARDED_PAGE = {
  title: 'A guarded page',
  file: 'app/(app)/account/page.tsx',
  text: 'export default async function ',
}
const GUARD = {
  title: 'The guard',
  file: 'lib/auth/guards.ts',
  text: 'export async function requireViewer()',
}
const COOKIE_OPTIONS = {
  title: 'The flags of every cookie',
  file: 'lib/auth/cookies.ts',
  text: 'export function cookieOptions()',
}

/**
 * By step: code of this repository to start from in an app of one's own.
 *
 * @type {Partial<Record<import('./build-facts').CodeName, readonly { title: string, file: string, text: string }[]>>}
 */
export const STEP_EXAMPLES = {
  handler: [CLIENT_SIGN_IN, REFUSAL_IN_ANSWER, CONFIGURATION],
  csrf: [CLIENT_SIGN_IN],
  authorize: [AUTHORIZE],
  authorizeSecondStep: [SECOND_STEP, CONFIGURATION],
  parse: [AUTHORIZE],
  lookup: [AUTHORIZE],
  bcrypt: [AUTHORIZE],
  signIn: [SIGN_IN_CALLBACK],
  redirect: [REDIRECT_CALLBACK],
  jwt: [JWT_CALLBACK, ROLE_IN_TOKEN, TOKEN_TYPES],
  session: [SESSION_CALLBACK, SESSION_TYPES],
  encode: [ROLE_IN_TOKEN, TOKEN_TYPES],
  decode: [JWT_CALLBACK, TOKEN_TYPES],
  auth: [GUARDED_PAGE, GUARD],
  middleware: [GUARDED_PAGE, GUARD],
  liveness: [JWT_CALLBACK],
  event: [CONFIGURATION],
  setCookie: [COOKIE_OPTIONS],
}
