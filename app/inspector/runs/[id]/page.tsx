import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CookieJar } from '@/components/inspector/cookie-jar'
import { CsrfPair } from '@/components/inspector/csrf-pair'
import { Sequence } from '@/components/inspector/sequence'
import { TokenAndSession } from '@/components/inspector/token-and-session'
import { PageHeading } from '@/components/ui/page-heading'
import { requireInspector } from '@/lib/inspector/access'
import type { StepName } from '@/lib/inspector/schema'
import { nameOf, tellStory } from '@/lib/inspector/story'

export const metadata: Metadata = { title: 'One recorded run' }

/** One request of this browser's own recording, for as long as it is remembered. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { flow, recording } = await requireInspector()
  const { id } = await params
  const events = recording === null ? [] : flow.recorder.read(recording, 0)
  const story = tellStory(events.filter(({ request }) => request === id))
  const [run] = story
  if (!run) notFound()
  const has = (name: StepName) => run.steps.some(({ step }) => step === name)
  return (
    <>
      <PageHeading title={nameOf(run)}>
        One run out of your recording. Only this browser can open this address, and only for ten
        minutes after the request. <a href="/inspector">Back to the whole recording</a>
      </PageHeading>
      <div className="grid gap-5 lg:gap-6">
        <Sequence story={story} sources={flow.sources} />
        <CookieJar story={story} />
        {has('session') && <TokenAndSession story={story} />}
        {has('csrf') && <CsrfPair story={story} />}
      </div>
    </>
  )
}
