'use client'

import { useEffect, useEffectEvent, useRef } from 'react'

const INPUTS = ['pointerdown', 'pointermove', 'wheel', 'touchmove', 'keydown'] as const

/**
 * Reports real pointer and key input, never more often than `everyMs`. Opening the page counted
 * already, so the first report comes one interval later.
 *
 * @param isMoving whether moving the pointer counts too; not while a warning waits for an answer,
 *   which would vanish from under the pointer on its way there
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
