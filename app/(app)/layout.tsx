import type { ReactNode } from 'react'
import { addOfferedPasskeyAction } from '@/app/(app)/account/passkeys/actions'
import { navigationFor } from '@/app/navigation'
import { SiteFrame } from '@/app/site-frame'
import { SessionWatch } from '@/components/auth/session-watch'
import { OfferPasskey } from '@/components/passkeys/offer-passkey'
import { readSignedIn } from '@/lib/auth/guards'
import { endOfSession, renewalIntervalMs } from '@/lib/domain/sessions/session-lifetime'
import { mayOfferPasskey } from '@/lib/services/passkeys/offer-passkey'

/**
 * The layout of the signed-in pages. It reads the viewer for its scripts and guards nothing, because
 * a layout does not run again on navigation: each page checks access in its first line.
 */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await readSignedIn()
  const now = new Date()
  const watch = viewer && (
    <>
      <SessionWatch
        session={{
          sessionId: viewer.session.id,
          userId: viewer.id,
          endsAtMs: endOfSession(viewer.session).getTime(),
          absoluteEndAtMs: viewer.session.absoluteEndAt.getTime(),
          serverNowMs: now.getTime(),
        }}
        reportEveryMs={renewalIntervalMs(viewer.session)}
      />
      {mayOfferPasskey(viewer, now) && <OfferPasskey action={addOfferedPasskeyAction} />}
    </>
  )
  return (
    <SiteFrame items={navigationFor(viewer?.role ?? null)} watch={watch}>
      {children}
    </SiteFrame>
  )
}
