'use client'

import { useRouter } from 'next/navigation'
import { useSession } from 'next-auth/react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { currentPath, hardNavigate, hardReplace } from '@/components/ui/hard-navigation'
import { hasTypedText } from '@/components/ui/typed-text'
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

/** On every signed-in page: keeps the session alive during activity, and announces its end. */
export function SessionWatch(props: SessionWatchProps) {
  // Remounted for another session, which has other limits and perhaps another user.
  return <Watch key={props.session.sessionId} {...props} />
}

function Watch({
  session,
  reportEveryMs,
  leave = hardNavigate,
  replace = hardReplace,
}: SessionWatchProps) {
  const router = useRouter()
  const { data, update } = useSession()
  const [isBusy, setBusy] = useState(false)
  const [monitor] = useState(
    () =>
      new SessionMonitor(session, {
        read: readSession,
        hasTypedText,
        onEndedElsewhere: () => replace(SIGN_IN_PATH),
        onOtherSession: (isSamePerson) => {
          if (isSamePerson) router.refresh()
          // The sign-in page redirects the other user to their landing page.
          else replace(SIGN_IN_PATH)
        },
      }),
  )
  const view = useSyncExternalStore(monitor.subscribe, monitor.view, monitor.view)

  useEffect(() => {
    monitor.start()
    return () => monitor.stop()
  }, [monitor])

  // A navigation also counts as activity, and delivers the new end.
  useEffect(() => monitor.learn(session.endsAtMs), [monitor, session.endsAtMs])

  useSessionChanges(monitor, session.sessionId)

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
    const here = signInPath(currentPath())
    monitor.stop()
    const answer = await signOutInBrowser()
    if (answer.ok) return leave(here)
    monitor.start()
    toastRefusal('session', answer.refusal)
    setBusy(false)
  }

  if (view.phase === 'expired') {
    return <SessionCover signInHref={signInPath(currentPath())} />
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

/** Checks the session with the server after any sign that it may have changed. */
function useSessionChanges(monitor: SessionMonitor, sessionId: string): void {
  const { data, status, update } = useSession()
  const mayHaveEnded = status === 'unauthenticated' || (data && data.sessionId !== sessionId)

  const learnEnd = useEffectEvent((expires: string) => monitor.learn(Date.parse(expires)))
  useEffect(() => {
    if (data?.sessionId === sessionId) learnEnd(data.expires)
  }, [data, sessionId])

  const check = useEffectEvent(async () => {
    await monitor.check()
    // next-auth treats a failed request as "signed out"; a successful one restores the name.
    if (status === 'unauthenticated') await update()
  })
  useEffect(() => {
    if (mayHaveEnded) void check()
  }, [mayHaveEnded])

  const checkWhenVisible = useEffectEvent(() => {
    if (document.visibilityState === 'visible') void check()
  })
  useEffect(() => {
    const listen = () => checkWhenVisible()
    document.addEventListener('visibilitychange', listen)
    window.addEventListener('online', listen)
    return () => {
      document.removeEventListener('visibilitychange', listen)
      window.removeEventListener('online', listen)
    }
  }, [])
}
