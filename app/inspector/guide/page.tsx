import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DocumentView } from '@/components/inspector/document/document-view'
import { requireInspector } from '@/lib/inspector/access'
import { readBlocks } from '@/lib/inspector/documents/markdown-blocks'

export const metadata: Metadata = { title: 'How sign-in works' }

/** `docs/how-sign-in-works.md`, as this build contained it. */
export default async function HowSignInWorksPage() {
  const { inspector } = await requireInspector()
  const { document } = inspector.facts
  if (document === '') notFound()
  return (
    <>
      <p className="mb-6 text-sm">
        <a href="/inspector">Back to the inspector</a>
      </p>
      <DocumentView blocks={readBlocks(document)} />
    </>
  )
}
