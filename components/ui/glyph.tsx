/** A drawing of glyphs.ts in the colour of the text around it. Decoration only. */
export function Glyph({ path, className = 'size-5' }: { path: string; className?: string }) {
  return (
    <svg viewBox="0 0 20 20" className={`glyph ${className}`} aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
