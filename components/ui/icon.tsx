/** An icon from icons.ts in the colour of the surrounding text. Decorative only. */
export function Icon({ path, className = 'size-5' }: { path: string; className?: string }) {
  return (
    <svg viewBox="0 0 20 20" className={`icon ${className}`} aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
