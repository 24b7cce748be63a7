import type { ReactNode } from 'react'
import { navigationFor } from '@/app/navigation'
import { SiteFrame } from '@/app/site-frame'
import { SessionWatch } from '@/components/auth/session-watch'
import { readSignedIn } from '@/lib/auth/guards'
import { endOfSession, renewalIntervalMs } from '@/lib/domain/sessions/session-lifetime'

/**
 * The layout of the signed-in pages. It reads the viewer for `SessionWatch` and guards nothing, because
 * a layout does not run again on navigation: each page checks access in its first line.
 */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await readSignedIn()
  const watch = viewer && (
    <SessionWatch
      session={{
        sessionId: viewer.session.id,
        userId: viewer.id,
        endsAtMs: endOfSession(viewer.session).getTime(),
        absoluteEndAtMs: viewer.session.absoluteEndAt.getTime(),
        serverNowMs: new Date().getTime(),
      }}
      reportEveryMs={renewalIntervalMs(viewer.session)}
    />
  )
  return (
    <SiteFrame items={navigationFor(viewer?.role ?? null)} watch={watch}>
      {children}
    </SiteFrame>
  )
}
