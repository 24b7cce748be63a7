'use client'

import { useEffect, useRef, type MouseEvent } from 'react'
import { viewHref, VIEWS, type ViewId } from './view-ids'

/** The tabs. They are links, so that a view has an address and opens without JavaScript too. */
export function ViewLinks({
  current,
  onChoose,
}: {
  current: ViewId
  onChoose: (view: ViewId) => void
}) {
  const choose = (view: ViewId) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onChoose(view)
  }
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const element = list.current
    const tab = element?.querySelector<HTMLElement>('[aria-current]')?.parentElement
    // On a narrow screen the row of tabs scrolls, and the current one may be out of sight.
    if (element && tab)
      element.scrollLeft = tab.offsetLeft - (element.clientWidth - tab.clientWidth) / 2
  }, [current])
  return (
    <nav aria-label="Views" className="print:hidden">
      <ul ref={list} className="relative -mx-1 flex gap-1 overflow-x-auto p-1 lg:flex-wrap">
        {(Object.keys(VIEWS) as ViewId[]).map((view) => (
          <li key={view}>
            <a
              href={`${viewHref(view)}#views`}
              aria-current={view === current ? 'page' : undefined}
              onClick={choose(view)}
              className="flex min-h-9 items-center rounded-md px-3 text-sm whitespace-nowrap text-muted hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-text"
            >
              {VIEWS[view]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
