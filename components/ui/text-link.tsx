import type { ReactNode } from 'react'

/**
 * A link in the product's style. A plain element, so that it loads a full document and adds no script
 * to the sign-in page.
 */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-link">
      {children}
    </a>
  )
}
