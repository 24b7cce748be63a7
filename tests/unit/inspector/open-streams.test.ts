import { expect, test } from 'vitest'
import { OpenStreams, STREAM_BOUNDS } from '@/lib/inspector/recording/open-streams'

const { PER_WATCHER, PER_NETWORK, PER_PROCESS } = STREAM_BOUNDS

const openMany = (count: number, open: (index: number) => (() => void) | null) =>
  Array.from({ length: count }, (_, index) => open(index))

test('a session has so many streams, wherever it opens them', () => {
  const streams = new OpenStreams()
  const opened = openMany(PER_WATCHER + 1, (at) => streams.open('mine', `192.0.2.${at}`))
  expect(opened.map((end) => end !== null)).toEqual([...Array(PER_WATCHER).fill(true), false])
  expect(streams.open('theirs', '192.0.2.1')).not.toBeNull()
})

test('a network has so many, and all have so many together', () => {
  const streams = new OpenStreams()
  const ofOne = openMany(400, (at) => streams.open(`session ${at}`, '192.0.2.1'))
  expect(ofOne.filter(Boolean)).toHaveLength(PER_NETWORK)
  const ofMany = openMany(400, (at) => streams.open(`session ${at}`, `198.51.100.${at}`))
  expect(ofMany.filter(Boolean)).toHaveLength(PER_PROCESS - PER_NETWORK)
})

test('one that ends makes room for one, however often it says so', () => {
  const streams = new OpenStreams()
  const [end] = openMany(PER_WATCHER, () => streams.open('mine', '192.0.2.1'))
  end?.()
  end?.()
  expect(streams.open('mine', '192.0.2.1')).not.toBeNull()
  expect(streams.open('mine', '192.0.2.1')).toBeNull()
})
