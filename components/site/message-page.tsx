import type { ReactNode } from 'react'

/** A page with only a message: what happened, what to do, and the request id. */
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
    <div className="message-page">
      <h1>{title}</h1>
      <p>{children}</p>
      <div>{actions}</div>
      {reference && (
        <small>
          Request <code>{reference}</code>
        </small>
      )}
    </div>
  )
}
