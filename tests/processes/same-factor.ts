import { setTimeout as sleep } from 'node:timers/promises'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { newDeviceId, sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { actionFieldsIn } from '../e2e/setup/http'
import '../e2e/setup/links' // The secrets of the test servers.
import type { User } from '../e2e/setup/people'
import { addPasskey, optionsFor } from '../setup/factors'
import { HttpVisitor, type HttpAnswer } from '../setup/http-visitor'

/* One second factor or one passkey's answer in many hands at once, which reach all processes in turn. */

const HANDS = 50
const BUSY_MS = 1000
const BY_SCRIPT = { 'x-auth-return-redirect': '1' }

type Hand = { visitor: HttpVisitor; csrfToken: string }

/** How many were signed in, and the code of every refusal. */
export type Outcome = { count: number; refusals: string[] }

/** Browsers that have entered the password, each one that the account knows, so that no limit decides. */
export async function afterPassword(port: number, { id, email, password }: User): Promise<Hand[]> {
  return Promise.all(
    Array.from({ length: HANDS }, async () => {
      const visitor = new HttpVisitor(port)
      const device = sealKnownDevice(undefined, id, new Date(), newDeviceId())
      visitor.cookies.set(cookieName('device'), device)
      while ((await visitor.signIn(email, password)).status === 503) await sleep(BUSY_MS)
      return { visitor, csrfToken: await visitor.csrfToken() }
    }),
  )
}

/** Adds a passkey, and has it answer a browser. @returns the answer, and copies of that browser */
export async function withPasskeyAnswer(
  port: number,
  owner: HttpVisitor,
): Promise<{ hands: Hand[]; passkey: string }> {
  const addForm = actionFieldsIn((await owner.get('/account/passkeys')).body, 'passkey')
  const device = await addPasskey({ port, addForm }, owner)
  const browser = new HttpVisitor(port)
  const csrfToken = await browser.csrfToken()
  const passkey = JSON.stringify(device.get(await optionsFor(browser, 'sign-in')))
  const hands = Array.from({ length: HANDS }, () => {
    const visitor = new HttpVisitor(port)
    for (const [name, value] of browser.cookies) visitor.cookies.set(name, value)
    return { visitor, csrfToken }
  })
  return { hands, passkey }
}

export async function sendAtOnce(
  hands: readonly Hand[],
  provider: 'two-factor' | 'passkey',
  fields: Record<string, string>,
): Promise<Outcome> {
  const path = `/api/auth/callback/${provider}`
  const answers = await Promise.all(
    hands.map(({ visitor, csrfToken }) => visitor.post(path, { csrfToken, ...fields }, BY_SCRIPT)),
  )
  const signedIn = hands.filter(({ visitor }) => visitor.cookies.has(cookieName('session')))
  return { count: signedIn.length, refusals: answers.flatMap(codeIn) }
}

const codeIn = ({ body }: HttpAnswer) => /code=([a-z_]+)/.exec(body)?.[1] ?? []
