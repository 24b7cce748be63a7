'use client'

import { ErrorPage } from '@/components/site/error-page'

type ErrorProps = { error: Error & { digest?: string }; reset: () => void }

export default function RootError({ error, reset }: ErrorProps) {
  return (
    <main id="content" tabIndex={-1}>
      <ErrorPage digest={error.digest} retry={reset} />
    </main>
  )
}
