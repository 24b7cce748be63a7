'use client'

import { ErrorPage } from '@/components/site/error-page'
import './globals.css'

type ErrorProps = { error: Error & { digest?: string }; reset: () => void }

/** Stands in for the whole document when even the root layout failed. */
export default function GlobalError({ error, reset }: ErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Latchkey</title>
        <main>
          <ErrorPage digest={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  )
}
