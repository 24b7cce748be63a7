'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/**
 * An error nobody expected: an apology, another try, and the number under which it was logged.
 *
 * Every page loads this beforehand, so it is made of nothing but itself.
 */
export function ErrorPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  // The layout wrote the request's id on the page: an error boundary sees no headers.
  const requestId = useSyncExternalStore(
    never,
    () => document.body.dataset.requestId,
    () => undefined,
  )
  return (
    <div className="message-page">
      <h1>Something went wrong</h1>
      <p>It is our fault, not yours, and it has been written down. Please try again.</p>
      <div>
        <button type="button" onClick={retry} className="button button-primary">
          Try again
        </button>
        <a href="/" className="button button-quiet">
          Go to the start page
        </a>
      </div>
      <small>
        Request <code>{[requestId, digest].filter(Boolean).join(' · ')}</code>
      </small>
    </div>
  )
}
