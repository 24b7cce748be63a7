import { expect, test, vi } from 'vitest'
import { deleteUserAction, resetTwoFactorAction } from '@/app/(app)/admin/users/[id]/actions' // optional part: admin
import { deleteAccountAction } from '@/app/(app)/account/data/actions'
import { turnOffAction } from '@/app/(app)/account/two-factor/actions'
import { prisma } from '@/lib/data/database/prisma'
import type { FormState } from '@/lib/platform/forms'
import { newAccount, PASSWORD } from '../setup/new-account'
import { newSession } from '../setup/new-session'
import { viewerAgain } from '../setup/new-viewer'
import { sessionCookie } from '../setup/session-cookie'
import { turnOn } from '../setup/two-factor'

/* What cannot be undone happens to no one whose username was not typed, whatever else is sent. */

const received = vi.hoisted(() => ({ headers: new Headers() }))

vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(received.headers),
  cookies: () => Promise.resolve({ get: () => undefined, has: () => false, set: () => {} }),
}))
vi.mock('next/cache', () => ({ refresh: () => {} }))

type Target = Awaited<ReturnType<typeof newTarget>>
type Action = (previous: FormState, form: FormData) => Promise<FormState>
/** The button, who presses it, its action on the target, and what is left of the target. */
type FinalAct = [string, 'owner' | 'administrator', (id: string) => Action, typeof NOTHING]

const NOTHING = { users: 0, authenticators: 0 }
const ACCOUNT_ALONE = { users: 1, authenticators: 0 }
const ALL = { users: 1, authenticators: 1 }

// prettier-ignore
const ACTS: FinalAct[] = [
  ['Delete account', 'owner', () => deleteAccountAction, NOTHING],
  ['Turn off two-factor', 'owner', () => turnOffAction, ACCOUNT_ALONE],
  ['Delete user', 'administrator', (id) => deleteUserAction.bind(null, id), NOTHING], // optional part: admin
  ['Reset two-factor', 'administrator', (id) => resetTwoFactorAction.bind(null, id), ACCOUNT_ALONE], // optional part: admin
]

async function newSignedIn(role: 'USER' | 'ADMIN') {
  const account = await newAccount({ role })
  const session = await newSession(account, new Date())
  return { account, session, cookie: sessionCookie(account, session) }
}

/** Somebody signed in, who has two-factor. */
async function newTarget() {
  const signedIn = await newSignedIn('USER')
  await turnOn(await viewerAgain(signedIn.session.id, new Date()), new Date())
  return signedIn
}

/** As a script sends it, so that the end is told instead of thrown. */
function sendFrom({ cookie }: { cookie: string }): void {
  received.headers = new Headers({ cookie, 'next-action': 'x' })
}

async function left({ account: { id } }: Target) {
  return {
    users: await prisma().user.count({ where: { id } }),
    authenticators: await prisma().authenticator.count({ where: { userId: id } }),
  }
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

test.each(ACTS)(
  '"%s" names whom, and wants their username',
  async (_what, by, actionOn, leaves) => {
    const target = await newTarget()
    const { id, username } = target.account
    const submit = async (fields: Record<string, string>) => {
      sendFrom(by === 'owner' ? target : await newSignedIn('ADMIN'))
      return actionOn(id)({}, formOf({ reason: 'Lost phone', password: PASSWORD, ...fields }))
    }
    for (const fields of [
      {},
      { confirmed: 'yes' },
      { confirmed: 'yes', username: '' },
      { confirmed: 'yes', username: 'somebody-else' },
    ]) {
      expect((await submit(fields)).confirm).toContain(`@${username}`)
      expect(await left(target)).toEqual(ALL)
    }
    await submit({ username, cancel: 'yes' })
    expect(await left(target)).toEqual(ALL)

    await submit({ username: `@${username.toUpperCase()}` })
    expect(await left(target)).toEqual(leaves)
  },
)
