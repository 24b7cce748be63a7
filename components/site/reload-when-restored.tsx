'use client'

import { useEffect } from 'react'

/** Reloads a page restored from the back/forward cache, which may be outdated. */
export function ReloadWhenRestored() {
  useEffect(() => {
    const onPageShow = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload()
    }
    window.addEventListener('pageshow', onPageShow)
    return () => window.removeEventListener('pageshow', onPageShow)
  }, [])
  return null
}
