import { setTimeout as sleep } from 'node:timers/promises'
import { multipart, type Part } from '../e2e/setup/http'
import { somebody, type User } from '../e2e/setup/people'
import { HttpVisitor } from '../setup/http-visitor'
import type { Ledger } from './ledger'
import { cookieName } from '@/lib/domain/site/cookie-names'

const PAUSE_MS = 150

/** A user's live session, and one that was ended, both from before any fault. */
export type Known = { user: User; cookie: string; endedCookie: string; signUpFields: Part[] }

/** What users do during the faults. Each returns whether it was served. */
export function deeds(
  port: number,
  { user, cookie, endedCookie, signUpFields }: Known,
  ledger: Ledger,
) {
  const stranger = () => new HttpVisitor(port)
  const signIn = async (): Promise<HttpVisitor | null> => {
    const visitor = stranger()
    const isIn = await ledger.enter(
      'sign-in',
      () => visitor.signIn(user.email, user.password),
      ({ status, body }) =>
        status === 200 && /"url":"[^"]*"/.test(body) && !body.includes('error='),
    )
    return isIn && visitor.cookies.has(cookieName('session')) ? visitor : null
  }
  return {
    visit: () =>
      ledger.enter(
        'page',
        () => stranger().get('/dashboard', { cookie, accept: 'text/html' }),
        ({ status, body }) => status === 200 && body.includes(user.username),
      ),
    intrude: () =>
      ledger.enter(
        'page of an ended session',
        () => stranger().get('/dashboard', { cookie: endedCookie, accept: 'text/html' }),
        ({ status, body }) => status === 307 && !body.includes(user.username),
      ),
    signIn: async () => {
      const visitor = await signIn()
      if (visitor) ledger.granted.push(visitor.cookie)
      return visitor !== null
    },
    guess: () =>
      ledger.enter(
        'wrong password',
        () => stranger().signIn(user.email, 'not the password'),
        ({ headers, body }) =>
          body.includes('code=invalid_credentials') &&
          !String(headers['set-cookie']).includes(`${cookieName('session')}=`),
      ),
    signUp: async () => {
      const person = somebody()
      const { data, contentType } = multipart([
        ...signUpFields,
        ...Object.entries(person).map(([name, value]) => ({ name, value })),
      ])
      const isIn = await ledger.enter(
        'sign-up',
        () => stranger().postBytes('/sign-up', data, { 'content-type': contentType }),
        ({ status, body }) => status === 200 && body.includes('Check your email'),
      )
      if (isIn) ledger.signedUp.push(person.email)
      return isIn
    },
    signOut: async () => {
      const visitor = await signIn()
      if (!visitor) return false
      const { cookie: own } = visitor
      const isOut = await ledger.enter(
        'sign-out',
        async () => visitor.post('/api/auth/signout', { csrfToken: await visitor.csrfToken() }),
        ({ status, headers }) =>
          status < 400 && String(headers['set-cookie']).includes('session=;'),
      )
      if (isOut) ledger.ended.push(own)
      return isOut
    },
  }
}

/** Starts all clients at once. @returns stops them after their last response */
export function keepBusy(all: Record<string, () => Promise<unknown>>): () => Promise<void> {
  let isOver = false
  const running = Object.values(all).map(async (deed) => {
    while (!isOver) {
      await deed()
      await sleep(PAUSE_MS)
    }
  })
  return async () => {
    isOver = true
    await Promise.all(running)
  }
}
