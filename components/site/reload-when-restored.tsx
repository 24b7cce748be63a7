'use client'

import { useEffect } from 'react'

/** A page the browser kept in memory may show what is over; it is asked for again instead. */
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
