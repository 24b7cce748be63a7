import { buttonClass } from './button'

/** Asks for what the fields say, and leads back to everything once they narrow it. */
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
          Show all
        </a>
      )}
    </div>
  )
}
