import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RequestDetail } from '@/components/inspector/sequence/request-detail'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireInspector } from '@/lib/inspector/access'
import { nameOf, buildTimeline } from '@/lib/inspector/timeline/timeline'

export const metadata: Metadata = { title: 'One recorded request' }

/** One request of this browser's recording, while it is kept. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { inspector, recording } = await requireInspector()
  const { id } = await params
  const events = recording === null ? [] : inspector.recorder.read(recording, 0)
  const timeline = buildTimeline(events.filter(({ request }) => request === id))
  const [run] = timeline
  if (!run) notFound()
  return (
    <>
      <PageHeading title={nameOf(run)}>
        One request of your recording. Only this browser can open this page, and only for ten
        minutes after the request. <a href="/inspector">Back to the whole recording</a>
      </PageHeading>
      <Card title="Sequence">
        <RequestDetail
          request={run}
          facts={inspector.facts}
          isKept={false}
          isReplaying={false}
          openStep={undefined}
        />
      </Card>
    </>
  )
}
