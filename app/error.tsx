'use client'

import { ErrorPage } from '@/components/site/error-page'
import { Standalone } from '@/components/site/standalone'

type ErrorProps = { error: Error & { digest?: string }; reset: () => void }

export default function RootError({ error, reset }: ErrorProps) {
  return (
    <Standalone>
      <ErrorPage digest={error.digest} retry={reset} />
    </Standalone>
  )
}
