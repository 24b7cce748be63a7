import type { ReactNode } from 'react'

/** A list of labels with their values. */
export function DescriptionList({ children }: { children: ReactNode }) {
  return <dl className="grid divide-y divide-line">{children}</dl>
}

export function Description({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-3 first:pt-0 last:pb-0 sm:grid-cols-[9rem_1fr]">
      <dt className="text-sm leading-6 text-muted">{label}</dt>
      {/* A name may be written from right to left. */}
      <dd dir="auto" className="min-w-0 text-left">
        {children}
      </dd>
    </div>
  )
}
