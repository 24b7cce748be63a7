import type { ReactNode } from 'react'

/** A page that is only a message: what happened, what can be done, and the number to quote. */
export function MessagePage({
  title,
  children,
  reference,
  actions,
}: {
  title: string
  children: ReactNode
  /** Finds the request in the log. */
  reference?: string | null | undefined
  actions: ReactNode
}) {
  return (
    <div className="mx-auto grid w-full max-w-xl gap-4 px-4 py-12 sm:py-20">
      <div className="bitting w-18 text-accent" aria-hidden="true" />
      <h1 className="text-3xl font-semibold tracking-tighter">{title}</h1>
      <p className="text-lg text-muted">{children}</p>
      <div className="mt-2 flex flex-wrap gap-3">{actions}</div>
      {reference && (
        <p className="mt-4 text-sm text-muted">
          Request <code className="font-mono break-all select-all">{reference}</code>
        </p>
      )}
    </div>
  )
}
