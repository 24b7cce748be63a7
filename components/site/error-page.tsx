'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/**
 * An unexpected error: an apology, a retry button and the request id that finds it in the log.
 *
 * Every page preloads this, so it imports none of our modules.
 */
export function ErrorPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  // The layout writes the request id into the page, because an error boundary cannot read headers.
  const requestId = useSyncExternalStore(
    never,
    () => document.body.dataset.requestId,
    () => undefined,
  )
  return (
    <div className="message-page">
      <h1>Something went wrong</h1>
      <p>Sorry about that. The error was logged. Please try again.</p>
      <div>
        <button type="button" onClick={retry} className="button button-primary">
          Try again
        </button>
        <a href="/" className="button button-quiet">
          Go to the home page
        </a>
      </div>
      <small>
        Request <code>{[requestId, digest].filter(Boolean).join(' · ')}</code>
      </small>
    </div>
  )
}
