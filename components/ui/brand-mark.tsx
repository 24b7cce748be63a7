/** The key logo. Decorative, because the name is next to it. */
export function BrandMark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-current" />
      <path
        className="fill-surface"
        fillRule="evenodd"
        d="M16 5.5a6.5 6.5 0 0 1 2.5 12.5v1.25l2.25 1.5-2.25 1.5v1.25l1.75 1.5-4.25 3-2.5-2V18A6.5 6.5 0 0 1 16 5.5Zm0 3.25a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5Z"
      />
    </svg>
  )
}
