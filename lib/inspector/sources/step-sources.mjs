/**
 * The file of each step, and a text by which its place in there is found.
 *
 * @type {Record<import('../steps/step-schema').StepName, { file: string, text: string }>}
 */
export const STEP_SOURCES = {
  request: { file: 'lib/http/create-front.ts', text: '  async function serve(' },
  front: { file: 'lib/http/create-front.ts', text: '  function judgeAndPrepare(' },
  middleware: { file: 'middleware.ts', text: 'async function decide(' },
  handler: { file: 'lib/auth/handlers.ts', text: 'async function answer(' },
  csrf: { file: 'lib/inspector/steps/handler-step.ts', text: 'async function csrfCheck(' },
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
  event: { file: 'lib/auth/config.ts', text: 'const events = {' },
  auth: { file: 'auth.ts', text: 'export async function auth(' },
  setCookie: { file: 'lib/auth/set-cookie.ts', text: 'export function setCookie(' },
}
