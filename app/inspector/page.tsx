import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { Inspector } from '@/components/inspector/inspector'
import type { ClockedSession } from '@/components/inspector/session-clock'
import { PageHeading } from '@/components/ui/page-heading'
import { readViewer } from '@/lib/auth/guards'
import { requireInspector } from '@/lib/inspector/access'
import type { SessionView } from '@/lib/services/viewer'
import { renewalIntervalMs } from '@/lib/domain/sessions/session-lifetime'
import { later } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@/prisma/demo-accounts'
import { INTERNAL_HEADERS } from '@/lib/domain/site/internal-headers'

export const metadata: Metadata = { title: 'Inspector' }

const MODES_WITH_DEMO_ACCOUNTS = ['demo', 'development']

export default async function InspectorPage() {
  const { inspector, recording } = await requireInspector()
  const [received, viewer] = await Promise.all([headers(), readViewer()])
  const now = new Date()
  const hasDemo = MODES_WITH_DEMO_ACCOUNTS.includes(env().LATCHKEY_MODE)
  return (
    <>
      <PageHeading title="Inspector">
        Sign in below, and watch what your browser, the server and the database do about it. These
        are your own requests, as they run; nobody else can see them.
      </PageHeading>
      <Inspector
        authUrl={env().AUTH_URL}
        sources={inspector.sources}
        events={recording === null ? [] : inspector.recorder.read(recording, 0)}
        server={{
          middleware: received.get(INTERNAL_HEADERS.session) ?? 'absent',
          page: viewer?.id ?? null,
          atMs: now.getTime(),
        }}
        session={viewer && clockOf(viewer.session, now)}
        demo={hasDemo ? { identifier: DEMO_ACCOUNTS[0].email, password: DEMO_PASSWORD } : null}
      />
    </>
  )
}

function clockOf(session: SessionView, now: Date): ClockedSession {
  const { createdAt, lastSeenAt, idleEndAt, absoluteEndAt } = session
  return {
    startedIso: createdAt.toISOString(),
    lastSeenIso: lastSeenAt.toISOString(),
    idleEndIso: idleEndAt.toISOString(),
    absoluteEndIso: absoluteEndAt.toISOString(),
    nextRenewalIso: later(lastSeenAt, renewalIntervalMs(session)).toISOString(),
    nowIso: now.toISOString(),
  }
}
