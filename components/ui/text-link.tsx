import type { ReactNode } from 'react'

/**
 * A link in the product's own look. A plain element on purpose: it loads a whole document, and costs
 * the sign-in page no script.
 */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-link">
      {children}
    </a>
  )
}
