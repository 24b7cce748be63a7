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
