'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { seconds } from '@/lib/domain/time'
import { keyOf, type RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { askInspector } from './actions/ask-inspector'
import { openRecordingFeed, type Connection, type Hello } from './recording-feed'

export type LiveRecording = {
  events: readonly RecordedEvent[]
  connection: Connection
  /** The server's greeting, and when it arrived. */
  hello: (Hello & { receivedAtMs: number }) | null
  clear: () => Promise<void>
}

const MAX_EVENTS = 1200
/** Events that arrive together are shown together, so that the page is laid out once. */
const BATCH_MS = seconds(0.1)

/** This browser's recording, kept up to date. @param initial what came with the page */
export function useRecording(initial: readonly RecordedEvent[]): LiveRecording {
  const [events, setEvents] = useState<readonly RecordedEvent[]>(initial)
  const [connection, setConnection] = useState<Connection>('connecting')
  const [hello, setHello] = useState<LiveRecording['hello']>(null)
  const known = useRef(new Set(initial.map(keyOf)))

  useEffect(() => {
    let waiting: RecordedEvent[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const fresh = waiting
      waiting = []
      setEvents((before) => [...before, ...fresh].slice(-MAX_EVENTS))
    }
    const feed = openRecordingFeed({
      onHello: (received) => setHello({ ...received, receivedAtMs: Date.now() }),
      onConnection: setConnection,
      onEvents: (more) => {
        const fresh = more.filter((event) => !known.current.has(keyOf(event)))
        for (const event of fresh) known.current.add(keyOf(event))
        waiting.push(...fresh)
        if (fresh.length > 0) timer ??= setTimeout(flush, BATCH_MS)
      },
    })
    return () => {
      clearTimeout(timer)
      feed.close()
    }
  }, [])

  const clear = useCallback(async () => {
    await askInspector({ do: 'clear' })
    setEvents([])
  }, [])

  return { events, connection, hello, clear }
}
