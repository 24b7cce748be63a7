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
 * Milliseconds on this device's clock, moving each second; null while the server renders and until
 * the page has come alive, so that both draw the same.
 */
export function useDeviceClock(isRunning = true): number | null {
  return useSyncExternalStore(isRunning ? everySecond : still, wholeSecond, onServer)
}

/**
 * The server's clock, carried on by how much time passes here: right on a device whose own clock is
 * wrong.
 *
 * @param serverNowMs when the page was rendered, by the server
 */
export function useServerClock(serverNowMs: number): number {
  const [seenAtMs] = useState(() => Date.now())
  const deviceNowMs = useDeviceClock()
  return deviceNowMs === null ? serverNowMs : serverNowMs + Math.max(0, deviceNowMs - seenAtMs)
}
