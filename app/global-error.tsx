'use client'

import { ErrorPage } from '@/components/site/error-page'
import './globals.css'
import { product } from '@/lib/product'

type ErrorProps = { error: Error & { digest?: string }; reset: () => void }

/** Replaces the whole document when even the root layout failed. */
export default function GlobalError({ error, reset }: ErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · {product.name}</title>
        <main>
          <ErrorPage digest={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  )
}
