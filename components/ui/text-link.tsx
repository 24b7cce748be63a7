import type { ReactNode } from 'react'

/**
 * A link in the product's own look. A plain element on purpose: it loads a whole document, and costs
 * the sign-in page no script.
 */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      className="rounded-sm text-sm font-medium text-accent-text underline decoration-accent/40 underline-offset-4 hover:decoration-accent"
    >
      {children}
    </a>
  )
}
