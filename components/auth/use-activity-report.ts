'use client'

import { useEffect, useEffectEvent, useRef } from 'react'

const INPUTS = ['pointerdown', 'pointermove', 'wheel', 'touchmove', 'keydown'] as const

/**
 * Reports pointer and key input, at most once every `everyMs`. Opening the page has already counted, so
 * the first report comes one interval later.
 *
 * @param isMoving whether pointer movement counts; not while a warning is shown, which would disappear
 *   while the pointer moves to its button
 */
export function useActivityReport(everyMs: number, isMoving: boolean, report: () => void): void {
  const lastAtMs = useRef<number | null>(null)
  const onInput = useEffectEvent((event: Event) => {
    const isMove = event.type !== 'keydown' && event.type !== 'pointerdown'
    if (isMove && !isMoving) return
    const nowMs = Date.now()
    if (nowMs - (lastAtMs.current ?? nowMs) < everyMs) return
    lastAtMs.current = nowMs
    report()
  })
  useEffect(() => {
    lastAtMs.current ??= Date.now()
    const listen = (event: Event) => onInput(event)
    for (const type of INPUTS) document.addEventListener(type, listen, { passive: true })
    return () => {
      for (const type of INPUTS) document.removeEventListener(type, listen)
    }
  }, [])
}
