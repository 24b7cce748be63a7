'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { toastRefusal } from '@/components/ui/toast'
import { seconds } from '@/lib/domain/time'

/** Faster navigations need no sign. */
const SLOW_MS = seconds(0.3)

/**
 * On every page: a sign while a navigation takes long, and a sentence in place of one that cannot
 * happen without a connection, where the browser would replace the page with its own error.
 */
export function NavigationWatch() {
  const here = `${usePathname()}?${useSearchParams()}`
  const [slowFrom, setSlowFrom] = useState<string | null>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = () => {
      clearTimeout(timer)
      setSlowFrom(null)
    }
    const onNavigation = (event: Event) => {
      if (!startsNavigation(event)) return
      stop()
      if (navigator.onLine) timer = setTimeout(() => setSlowFrom(here), SLOW_MS)
      else {
        event.preventDefault()
        toastRefusal('navigation', { code: 'network_error' })
      }
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') stop()
    }
    // Before the router: it leaves alone what is prevented already.
    document.addEventListener('click', onNavigation, true)
    document.addEventListener('submit', onNavigation, true)
    document.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('click', onNavigation, true)
      document.removeEventListener('submit', onNavigation, true)
      document.removeEventListener('keydown', onKey)
    }
  }, [here])

  // The navigation is over once the address is another.
  if (slowFrom !== here) return null
  return <div role="progressbar" aria-label="Loading the page" className="navigation-progress" />
}

/** Whether a click or a submit leads to another page of this site, in this tab. */
function startsNavigation(event: Event): boolean {
  if (!(event.target instanceof Element)) return false
  if (event instanceof MouseEvent) {
    const link = event.target.closest('a')
    return link !== null && isPlainClick(event) && leadsToAnotherPage(link)
  }
  const form = event.target
  return form.getAttribute('method') === 'get'
}

function isPlainClick(event: MouseEvent): boolean {
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey
}

function leadsToAnotherPage(link: HTMLAnchorElement): boolean {
  const { origin, pathname, search } = window.location
  const isElsewhere = link.pathname !== pathname || link.search !== search
  return link.origin === origin && isElsewhere && link.target !== '_blank' && !link.download
}
