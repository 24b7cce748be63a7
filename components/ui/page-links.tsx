import { buttonClass } from './button-class'

/** Links to the pages before and after this one; nothing where there is only one. */
export function PageLinks({
  previousHref,
  nextHref,
}: {
  previousHref: string | null
  nextHref: string | null
}) {
  if (previousHref === null && nextHref === null) return null
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3">
      {previousHref === null ? (
        <span />
      ) : (
        <a href={previousHref} rel="prev" className={buttonClass('quiet', 'small')}>
          Previous
        </a>
      )}
      {nextHref !== null && (
        <a href={nextHref} rel="next" className={buttonClass('quiet', 'small')}>
          Next
        </a>
      )}
    </nav>
  )
}
