'use client'

import { useRouter } from 'next/navigation'
import { useSession } from 'next-auth/react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { openDocument, replaceDocument } from '@/components/ui/open-document'
import { toastRefusal } from '@/components/ui/toast'
import { signOutInBrowser } from '@/lib/auth/sign-out-client'
import { SIGN_IN_PATH, signInPath } from '@/lib/domain/site/redirects'
import { readSession } from './read-session'
import { SessionCover } from './session-cover'
import { SessionMonitor, type WatchedSession } from './session-monitor'
import { SessionUnknown, SessionWarning } from './session-warning'
import { useActivityReport } from './use-activity-report'

type SessionWatchProps = {
  session: WatchedSession
  /** The shortest time between two reports of activity, in milliseconds. */
  reportEveryMs: number
  /** For tests; by default full document loads. */
  leave?: (path: string) => void
  replace?: (path: string) => void
}

/** On every signed-in page: keeps the session alive while somebody is there, and tells its end. */
export function SessionWatch(props: SessionWatchProps) {
  // Another session is another watch: its ends, its person.
  return <Watch key={props.session.sessionId} {...props} />
}

function Watch({
  session,
  reportEveryMs,
  leave = openDocument,
  replace = replaceDocument,
}: SessionWatchProps) {
  const router = useRouter()
  const { data, update } = useSession()
  const [isBusy, setBusy] = useState(false)
  const [monitor] = useState(
    () =>
      new SessionMonitor(session, {
        read: readSession,
        onEndedElsewhere: () => replace(SIGN_IN_PATH),
        onOtherSession: (isSamePerson) => {
          if (isSamePerson) router.refresh()
          // From there the other person goes on to where their role lands.
          else replace(SIGN_IN_PATH)
        },
      }),
  )
  const view = useSyncExternalStore(monitor.subscribe, monitor.view, monitor.view)

  useEffect(() => {
    monitor.start()
    return () => monitor.stop()
  }, [monitor])

  // A navigation is activity too, and brings the new end with it.
  useEffect(() => monitor.learn(session.endsAtMs), [monitor, session.endsAtMs])

  useSessionNews(monitor, session.sessionId)

  async function renew() {
    const renewed = await update({})
    if (renewed) monitor.learn(Date.parse(renewed.expires))
    else await monitor.check()
  }

  useActivityReport(reportEveryMs, view.phase === 'live', () => {
    if (data && view.phase !== 'expired') void renew()
  })

  async function stay() {
    setBusy(true)
    await renew()
    setBusy(false)
  }

  async function signInAgain() {
    setBusy(true)
    const here = signInPath(window.location.pathname + window.location.search)
    monitor.stop()
    const answer = await signOutInBrowser()
    if (answer.ok) return leave(here)
    monitor.start()
    toastRefusal('session', answer.refusal)
    setBusy(false)
  }

  if (view.phase === 'expired') {
    return (
      <SessionCover signInHref={signInPath(window.location.pathname + window.location.search)} />
    )
  }
  if (view.phase === 'stale') return <SessionUnknown />
  if (view.phase === 'live') return null
  return (
    <SessionWarning
      view={view}
      isBusy={isBusy}
      onStay={() => void stay()}
      onSignInAgain={() => void signInAgain()}
    />
  )
}

/** Whatever may mean that the session is not what it was: hear it, then ask the server. */
function useSessionNews(monitor: SessionMonitor, sessionId: string): void {
  const { data, status, update } = useSession()
  const isDoubted = status === 'unauthenticated' || (data && data.sessionId !== sessionId)

  const hearEnd = useEffectEvent((expires: string) => monitor.learn(Date.parse(expires)))
  useEffect(() => {
    if (data?.sessionId === sessionId) hearEnd(data.expires)
  }, [data, sessionId])

  const ask = useEffectEvent(async () => {
    await monitor.check()
    // next-auth takes a failed answer for "signed out"; one good answer brings the name back.
    if (status === 'unauthenticated') await update()
  })
  useEffect(() => {
    if (isDoubted) void ask()
  }, [isDoubted])

  const lookAgain = useEffectEvent(() => {
    if (document.visibilityState === 'visible') void ask()
  })
  useEffect(() => {
    const listen = () => lookAgain()
    document.addEventListener('visibilitychange', listen)
    window.addEventListener('online', listen)
    return () => {
      document.removeEventListener('visibilitychange', listen)
      window.removeEventListener('online', listen)
    }
  }, [])
}
