'use client'

import { useSyncExternalStore } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { MessagePage } from './message-page'

const never = () => () => undefined

/** An error nobody expected: an apology, another try, and the number under which it was logged. */
export function ErrorPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  // The layout wrote the request's id on the page: an error boundary sees no headers.
  const requestId = useSyncExternalStore(
    never,
    () => document.body.dataset.requestId,
    () => undefined,
  )
  const reference = [requestId, digest].filter(Boolean).join(' · ')
  return (
    <MessagePage
      title="Something went wrong"
      reference={reference}
      actions={
        <>
          <Button onClick={retry}>Try again</Button>
          <a href="/" className={buttonClass('quiet')}>
            Go to the start page
          </a>
        </>
      }
    >
      We are sorry. It is our fault, not yours, and it has been written down. Nothing you did was
      lost on our side.
    </MessagePage>
  )
}
