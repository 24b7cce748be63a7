import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CookieJar } from '@/components/inspector/cookie-jar'
import { CsrfPair } from '@/components/inspector/csrf-pair'
import { Sequence } from '@/components/inspector/sequence'
import { TokenAndSession } from '@/components/inspector/token-and-session'
import { PageHeading } from '@/components/ui/page-heading'
import { requireInspector } from '@/lib/inspector/access'
import type { StepName } from '@/lib/inspector/steps/step-schema'
import { nameOf, buildTimeline } from '@/lib/inspector/timeline/timeline'

export const metadata: Metadata = { title: 'One recorded run' }

/** One request of this browser's own recording, for as long as it is remembered. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { inspector, recording } = await requireInspector()
  const { id } = await params
  const events = recording === null ? [] : inspector.recorder.read(recording, 0)
  const timeline = buildTimeline(events.filter(({ request }) => request === id))
  const [run] = timeline
  if (!run) notFound()
  const has = (name: StepName) => run.steps.some(({ step }) => step === name)
  return (
    <>
      <PageHeading title={nameOf(run)}>
        One run out of your recording. Only this browser can open this address, and only for ten
        minutes after the request. <a href="/inspector">Back to the whole recording</a>
      </PageHeading>
      <div className="grid gap-5 lg:gap-6">
        <Sequence timeline={timeline} sources={inspector.sources} />
        <CookieJar timeline={timeline} />
        {has('session') && <TokenAndSession timeline={timeline} />}
        {has('csrf') && <CsrfPair timeline={timeline} />}
      </div>
    </>
  )
}
