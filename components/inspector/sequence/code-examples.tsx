'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { CodeExample } from '@/lib/inspector/sources/build-facts'
import { Code } from './source-excerpt'

/** Code to start from in an app of one's own, taken from the files of this repository. */
export function CodeExamples({ examples }: { examples: readonly CodeExample[] }) {
  if (examples.length === 0) return null
  return (
    <section className="grid grid-cols-1 gap-2" aria-label="For your own app">
      <h4 className="text-xs font-medium text-muted">For your own app, from this repository</h4>
      {examples.map((example) => (
        <Example key={example.title} example={example} />
      ))}
    </section>
  )
}

function Example({ example: { title, file, line, excerpt } }: { example: CodeExample }) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null)
  const copy = () =>
    navigator.clipboard.writeText(excerpt).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    )
  return (
    <details>
      <summary className="cursor-pointer text-sm">
        {title}{' '}
        <span className="font-mono text-xs text-muted">
          {file}:{line}
        </span>
      </summary>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button size="small" tone="quiet" onClick={() => void copy()}>
          Copy
        </Button>
        <span role="status" className="text-sm">
          {copied === 'yes' && 'Copied.'}
          {copied === 'no' && 'The browser did not allow it. Select the code and copy it.'}
        </span>
      </div>
      <Code text={excerpt} />
    </details>
  )
}
