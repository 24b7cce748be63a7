import type { ReactNode } from 'react'

/** The parts of the page, by the anchors that lead to them. */
const PARTS = {
  picture: 'Where it lives',
  tour: 'Tour',
  sequence: 'Sequence',
  jar: 'Cookies',
  token: 'Token and session',
  csrf: 'CSRF',
  views: 'Four views',
  callbacks: 'Callbacks',
  clock: 'Clock',
  scenarios: 'Attacks',
  diagnosis: 'Diagnosis',
  along: 'Export and compare',
} as const

export type PartId = keyof typeof PARTS

/** A place on the page that can be linked to. */
export function Part({ id, children }: { id: PartId; children: ReactNode }) {
  return (
    <div id={id} className="grid min-w-0 scroll-mt-4">
      {children}
    </div>
  )
}

/** What there is on this page, at its top. */
export function PartLinks() {
  return (
    <nav aria-label="On this page" className="print:hidden">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {Object.entries(PARTS).map(([id, name]) => (
          <li key={id}>
            <a href={`#${id}`}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
