import type { ReactNode } from 'react'
import { BrandLink } from './brand-link'

/** The frame of a page that has no other: only the name above it, which leads home. */
export function Standalone({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto w-full max-w-6xl px-4 py-4 sm:px-8">
        <BrandLink />
      </header>
      <main className="grid grow content-center pb-24">{children}</main>
    </div>
  )
}
