'use client'

import { ErrorPage } from '@/components/site/error-page'
import { Standalone } from '@/components/site/standalone'
import { fontClasses } from './fonts'
import './globals.css'

type ErrorProps = { error: Error & { digest?: string }; reset: () => void }

/** Stands in for the whole document when even the root layout failed. */
export default function GlobalError({ error, reset }: ErrorProps) {
  return (
    <html lang="en" className={fontClasses}>
      <head>
        <title>Something went wrong · Latchkey</title>
      </head>
      <body>
        <Standalone>
          <ErrorPage digest={error.digest} retry={reset} />
        </Standalone>
      </body>
    </html>
  )
}
