'use client'

import { useEffect, type RefObject } from 'react'

/** Kept free around the focused element, in pixels: room for its focus ring. */
const MARGIN = 8

/**
 * Keeps a region at an edge of the screen off the element with the focus (WCAG 2.2, 2.4.11): at 400 %
 * zoom both fill much of it. The region changes edges, and if neither is free the page scrolls.
 *
 * @param count of what it shows: placed again when it changes
 */
export function useClearOfFocus(regionRef: RefObject<HTMLElement | null>, count: number): void {
  useEffect(() => {
    const region = regionRef.current
    if (!region || count === 0) return
    const place = () => keepClear(region)
    place()
    document.addEventListener('focusin', place)
    window.addEventListener('resize', place)
    return () => {
      document.removeEventListener('focusin', place)
      window.removeEventListener('resize', place)
    }
  }, [regionRef, count])
}

function keepClear(region: HTMLElement): void {
  const focused = document.activeElement
  if (!focused || focused === document.body || region.contains(focused)) return
  for (const edge of ['top', 'bottom']) {
    region.dataset.edge = edge
    if (!isCovered(focused, region)) return
  }
  const { top } = region.getBoundingClientRect()
  // At the bottom edge, as a page that begins at its top can only be scrolled down.
  window.scrollBy({
    top: focused.getBoundingClientRect().bottom + MARGIN - top,
    behavior: 'instant',
  })
}

function isCovered(element: Element, region: Element): boolean {
  const own = element.getBoundingClientRect()
  const other = region.getBoundingClientRect()
  return own.top - MARGIN < other.bottom && own.bottom + MARGIN > other.top
}
