import type { ReactNode } from 'react'
import { BrandLink } from './brand-link'

/** The layout of a page outside every other layout, with only the product's name above it. */
export function StandalonePage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto w-full max-w-6xl px-4 py-4 sm:px-8">
        <BrandLink />
      </header>
      <main id="content" tabIndex={-1} className="grid grow content-center pb-24">
        {children}
      </main>
    </div>
  )
}
