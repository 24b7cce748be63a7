import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { queryOpenSession } from '@/lib/data/sessions/open-sessions'
import { sessionCache } from '@/lib/data/sessions/session-cache'
import { SessionNotifications } from '@/lib/data/sessions/session-notifications'
import { eventStream } from '@/lib/inspector/recording/event-stream'
import { Recorder } from '@/lib/inspector/recording/recorder'
import { sessionRequestOf } from '@/lib/auth/session-request'
import { watchRightOf } from '@/lib/inspector/recording/watch-right'
import { endSession } from '@/lib/services/sessions/sessions'
import { BoundBrowser, SESSION } from '../setup/bound-browser'
import { newAccount } from '../setup/new-account'
import { newViewer } from '../setup/new-viewer'
import { newVisitor } from '../setup/new-visitor'
import { PATIENTLY } from '../../setup/patiently'

/* Changes are written as another process would: what ends a stream is the database's notification. */

const listener = new SessionNotifications()
beforeAll(async () => {
  await listener.start()
  await vi.waitFor(() => expect(sessionCache().isEnabled).toBe(true), PATIENTLY)
})
afterAll(() => listener.stop())

type Watcher = Parameters<typeof watchRightOf>[0]

async function watching(sent?: { viewer: Watcher; headers: Headers }) {
  const viewer = sent?.viewer ?? (await newViewer(await newAccount({ role: 'ADMIN' }), new Date()))
  const recorder = new Recorder(() => Date.now())
  const stream = { isOpen: true, ended: 0 }
  const right = watchRightOf(viewer, sessionRequestOf(sent?.headers ?? new Headers()))
  const holds = vi.spyOn(right, 'holds')
  const reading = (async () => {
    const closing = new AbortController().signal
    const onEnd = () => void (stream.ended += 1)
    const watched = { recording: 'mine', after: 0, hello: {}, right, onEnd }
    for await (const _chunk of eventStream({ recorder, closing }, watched)) void _chunk
    stream.isOpen = false
  })()
  await vi.waitFor(() => expect(holds).toHaveResolvedWith(true), PATIENTLY)
  return { viewer, stream, reading }
}

const execute = (sql: string, ...values: string[]) => prisma().$executeRawUnsafe(sql, ...values)

test.each<[string, (viewer: { id: string; session: { id: string } }) => Promise<unknown>]>([
  [
    'its session is ended',
    ({ session }) => endSession(session.id, { reason: 'sign_out', ...newVisitor() }, new Date()),
  ],
  [
    'its session is ended in another process',
    ({ session }) => execute(`UPDATE sessions SET "revokedAt" = now() WHERE id = $1`, session.id),
  ],
  [
    'its watcher is no longer an administrator',
    ({ id }) => execute(`UPDATE users SET role = 'USER' WHERE id = $1::uuid`, id),
  ],
  [
    'its watcher is disabled',
    ({ id }) =>
      execute(
        `UPDATE users SET "disabledAt" = now() - interval '1 second' WHERE id = $1::uuid`,
        id,
      ),
  ],
  ['its watcher is deleted', ({ id }) => execute(`DELETE FROM users WHERE id = $1::uuid`, id)],
])('a stream ends when %s', async (_what, change) => {
  const { viewer, stream, reading } = await watching()
  await change(viewer)
  await reading
  expect(stream).toEqual({ isOpen: false, ended: 1 })
})

test('a stream goes on when somebody else’s session ends, and when its own user is renamed', async () => {
  const { viewer, stream } = await watching()
  const other = await watching()
  await execute(`UPDATE sessions SET "revokedAt" = now() WHERE id = $1`, other.viewer.session.id)
  await execute(`UPDATE users SET name = 'Another Name' WHERE id = $1::uuid`, viewer.id)
  await other.reading
  expect(stream).toEqual({ isOpen: true, ended: 0 })
})

async function watchingFrom(browser: BoundBrowser) {
  const { account, sessionId } = browser
  await execute(`UPDATE users SET role = 'ADMIN' WHERE id = $1::uuid`, account.id)
  const session = await queryOpenSession(sessionId, new Date())
  if (!session) throw new Error('the session should be open')
  return watching({ viewer: { id: account.id, session }, headers: browser.headers() })
}

test('a stream of a bound session ends when its cookie is used without the device', async () => {
  const browser = await BoundBrowser.bound()
  const { stream, reading } = await watchingFrom(browser)
  await browser.copy(SESSION).state()
  await reading
  expect(stream).toEqual({ isOpen: false, ended: 1 })
})

test('a stream ends with the bound cookie that opened it, and the session goes on', async () => {
  const browser = await BoundBrowser.bound()
  const { stream, reading } = await watchingFrom(browser)
  await browser.refresh()
  expect(stream.isOpen).toBe(true)
  await browser.refresh()
  await reading
  expect(stream).toEqual({ isOpen: false, ended: 1 })
  expect(await browser.state()).toBe('alive')
})
