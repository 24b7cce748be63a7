'use client'

import { useState, useSyncExternalStore } from 'react'
import { seconds } from '@/lib/domain/time'

function everySecond(onTick: () => void): () => void {
  const timer = setInterval(onTick, seconds(1))
  return () => clearInterval(timer)
}

const still = () => () => undefined
const wholeSecond = () => Math.floor(Date.now() / seconds(1)) * seconds(1)
const onServer = () => null

/**
 * Milliseconds on this device's clock, updated every second; null on the server and until hydration, so
 * that both render the same.
 */
export function useDeviceClock(isRunning = true): number | null {
  return useSyncExternalStore(isRunning ? everySecond : still, wholeSecond, onServer)
}

/**
 * The server's clock: its time at rendering plus the time elapsed here, so that it is correct on a
 * device with a wrong clock.
 *
 * @param serverNowMs the server's time when the page was rendered
 */
export function useServerClock(serverNowMs: number): number {
  const [seenAtMs] = useState(() => Date.now())
  const deviceNowMs = useDeviceClock()
  return deviceNowMs === null ? serverNowMs : serverNowMs + Math.max(0, deviceNowMs - seenAtMs)
}
