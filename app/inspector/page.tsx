import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { demoSignIn } from '@/app/demo-accounts'
import { Inspector } from '@/components/inspector/inspector'
import { isViewId } from '@/components/inspector/view-ids'
import type { ClockedSession } from '@/components/inspector/views/session-clock'
import { PageHeading } from '@/components/ui/page-heading'
import { readViewer } from '@/lib/auth/guards'
import { cookieOptions } from '@/lib/auth/cookies'
import { requireInspector } from '@/lib/inspector/access'
import { pageRequest } from '@/lib/inspector/page-request'
import { readProgress } from '@/lib/inspector/timeline/tour-progress'
import type { SessionView } from '@/lib/services/viewer'
import { renewalIntervalMs } from '@/lib/domain/sessions/session-lifetime'
import { later } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

export const metadata: Metadata = { title: 'Inspector' }

type Query = Record<string, string | string[] | undefined>

export default async function InspectorPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { inspector, recording } = await requireInspector()
  const query = await searchParams
  const [received, viewer] = await Promise.all([headers(), readViewer()])
  const now = new Date()
  const { places, examples, timingRatio } = inspector.facts
  const demo = demoSignIn()
  const identifier = demo?.accounts[0]?.email
  return (
    <>
      <PageHeading title="Inspector">
        Sign in here and see each step your requests take. Nobody else sees this recording.{' '}
        <a href="/inspector/guide">Read how sign-in works</a>
      </PageHeading>
      <noscript>
        <p className="mb-6">
          The buttons and the live sequence need JavaScript. Without it, requests that you make in
          another tab of this browser are recorded all the same: reload this page to see them.
        </p>
      </noscript>
      <Inspector
        authUrl={env().AUTH_URL}
        facts={{ places, examples, timingRatio }}
        view={isViewId(query.view) ? query.view : 'sequence'}
        tour={readProgress(query)}
        events={recording === null ? [] : inspector.recorder.read(recording, 0)}
        server={{
          middleware: received.get(INTERNAL_HEADERS.session) ?? 'absent',
          page: viewer?.id ?? null,
          atMs: now.getTime(),
        }}
        pageRequest={pageRequest(received.get('cookie') ?? '', now)}
        cookies={{
          secure: cookieOptions().secure,
          sessionEndMs: viewer?.session.absoluteEndAt.getTime() ?? null,
        }}
        session={viewer && clockOf(viewer.session, now)}
        demo={demo && identifier !== undefined ? { identifier, password: demo.password } : null}
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
