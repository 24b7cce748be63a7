'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { seconds } from '@/lib/domain/time'
import { keyOf, type RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { askInspector } from './ask-inspector'

type Hello = { authUrl: string; nowMs: number }

/** How the page hears: at once, by asking again and again, or not at all. */
export type Connection = 'connecting' | 'live' | 'polling' | 'no-recording'

export type LiveRecording = {
  events: readonly RecordedEvent[]
  connection: Connection
  /** The server's greeting, and when it arrived here. */
  hello: (Hello & { heardAtMs: number }) | null
  clear: () => Promise<void>
}

const ADDRESS = '/api/auth-flow'
const POLL_MS = seconds(1.5)
/** A stream that says nothing for so long is held back by something on the way. */
const PATIENCE_MS = seconds(4)
const MAX_EVENTS = 1200

/** This browser's recording, kept up to date. @param initial what came with the page */
export function useRecording(initial: readonly RecordedEvent[]): LiveRecording {
  const [events, setEvents] = useState<readonly RecordedEvent[]>(initial)
  const [connection, setConnection] = useState<Connection>('connecting')
  const [hello, setHello] = useState<LiveRecording['hello']>(null)
  const known = useRef(new Set(initial.map(keyOf)))
  /** How far this browser has come with each process that answered it. */
  const cursors = useRef(new Map<string, string>())

  const take = useCallback((more: readonly RecordedEvent[], cursor: string) => {
    const [process = ''] = cursor.split('-')
    cursors.current.set(process, cursor)
    const fresh = more.filter((event) => !known.current.has(keyOf(event)))
    if (fresh.length === 0) return
    for (const event of fresh) known.current.add(keyOf(event))
    setEvents((before) => [...before, ...fresh].slice(-MAX_EVENTS))
  }, [])

  useEffect(() => {
    const source = new EventSource(ADDRESS)
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false

    const greet = (received: Hello) => setHello({ ...received, heardAtMs: Date.now() })
    const poll = async () => {
      if (isOver) return
      try {
        const after = [...cursors.current.values()].join(',')
        const response = await fetch(`${ADDRESS}?after=${after}`, { cache: 'no-store' })
        const body = (await response.json()) as Polled
        greet(body.hello)
        take(body.events, body.cursor)
        setConnection(body.hasRecording ? 'polling' : 'no-recording')
      } catch {
        setConnection('connecting')
      }
      timer = setTimeout(() => void poll(), POLL_MS)
    }
    const pollInstead = () => {
      source.close()
      clearTimeout(timer)
      void poll()
    }

    timer = setTimeout(pollInstead, PATIENCE_MS)
    source.addEventListener('hello', ({ data }: MessageEvent<string>) => {
      clearTimeout(timer)
      greet(JSON.parse(data) as Hello)
      setConnection('live')
    })
    source.addEventListener('flow', ({ data, lastEventId }: MessageEvent<string>) => {
      take([JSON.parse(data) as RecordedEvent], lastEventId)
    })
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) pollInstead()
      else setConnection('connecting')
    })
    return () => {
      isOver = true
      source.close()
      clearTimeout(timer)
    }
  }, [take])

  const clear = useCallback(async () => {
    await askInspector({ do: 'clear' })
    setEvents([])
  }, [])

  return { events, connection, hello, clear }
}

type Polled = { hello: Hello; hasRecording: boolean; cursor: string; events: RecordedEvent[] }
