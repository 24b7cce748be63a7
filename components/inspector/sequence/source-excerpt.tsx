import type { SourcePlace } from '@/lib/inspector/sources/build-facts'

/** The code of a step. File and line are those of this build. */
export function SourceExcerpt({ place }: { place: SourcePlace | undefined }) {
  if (!place) return null
  const { file, line, excerpt } = place
  return (
    <details>
      <summary className="cursor-pointer text-sm">
        {file.startsWith(AUTH_JS) ? 'The code of Auth.js: ' : 'The code that ran: '}
        <span className="font-mono text-xs text-accent-text">
          {file}:{line}
        </span>
      </summary>
      <Code text={excerpt} />
    </details>
  )
}

const AUTH_JS = '@auth/core/'

export function Code({ text }: { text: string }) {
  return (
    <pre
      className="mt-2 max-h-80 overflow-auto rounded-sm border border-line bg-surface p-3 font-mono text-xs"
      tabIndex={0}
    >
      {text}
    </pre>
  )
}
