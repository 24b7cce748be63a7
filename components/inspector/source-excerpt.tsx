import type { SourcePlace } from '@/lib/inspector/sources/source-places'

/** The code of a step as it runs here: file and line belong to this very build. */
export function SourceExcerpt({ place }: { place: SourcePlace | undefined }) {
  if (!place) return null
  const { file, line, excerpt } = place
  return (
    <details>
      <summary className="cursor-pointer font-mono text-xs text-accent-text underline decoration-accent/40 underline-offset-4">
        {file}:{line}
      </summary>
      <pre
        className="mt-2 max-h-80 overflow-auto rounded-sm border border-line bg-surface p-3 font-mono text-xs"
        tabIndex={0}
      >
        {excerpt}
      </pre>
    </details>
  )
}
