import type { ReactNode } from 'react'

/** A part of the landing page under a heading of its own. */
export function LandingSection({
  id,
  title,
  intro,
  children,
}: {
  /** Of the heading, which names the section. */
  id: string
  title: string
  intro: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-2xl font-semibold tracking-tight">
        {title}
      </h2>
      <p className="mt-2 text-muted">{intro}</p>
      {children}
    </section>
  )
}
