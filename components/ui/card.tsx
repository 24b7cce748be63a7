import { useId, type ReactNode } from 'react'

/** A section of a page, labelled by its title. */
export function Card({
  title,
  aside,
  tone = 'neutral',
  isCompact = false,
  children,
}: {
  title: string
  /** Shown at the end of the title, such as a badge. */
  aside?: ReactNode
  /** `danger` for what is hard to take back. */
  tone?: 'neutral' | 'danger'
  /** For a column of tools, where height is scarce. */
  isCompact?: boolean
  children: ReactNode
}) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={`min-w-0 rounded-lg border ${tone === 'danger' ? 'border-danger-line' : 'border-line'} bg-surface shadow-card ${isCompact ? 'p-4 sm:p-5' : 'p-5 sm:p-7'}`}
    >
      <div
        className={`${isCompact ? 'mb-3' : 'mb-5'} flex flex-wrap items-center justify-between gap-x-4 gap-y-2`}
      >
        <h2 id={id} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
