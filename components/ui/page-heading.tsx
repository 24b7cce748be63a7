import type { ReactNode } from 'react'

/** The title of a page with a one-sentence description. */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-7 grid gap-2">
      <h1 className="text-3xl font-semibold tracking-tighter">{title}</h1>
      {children && <p className="text-muted">{children}</p>}
    </div>
  )
}
