'use client'

import { ErrorPage } from '@/components/site/error-page'

type ErrorProps = { error: Error & { digest?: string }; reset: () => void }

export default function SectionError({ error, reset }: ErrorProps) {
  return <ErrorPage digest={error.digest} retry={reset} />
}
