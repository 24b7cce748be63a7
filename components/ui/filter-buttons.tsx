import { buttonClass } from './button-class'

/** Buttons that apply the filter, and clear an active one. */
export function FilterButtons({
  children,
  allHref,
  isNarrowed,
}: {
  children: string
  allHref: string
  isNarrowed: boolean
}) {
  return (
    <div className="flex flex-wrap gap-3">
      <button type="submit" className={buttonClass()}>
        {children}
      </button>
      {isNarrowed && (
        <a href={allHref} className={buttonClass('plain')}>
          Clear filters
        </a>
      )}
    </div>
  )
}
