import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openRecordingFeed } from '@/components/inspector/recording-feed'

/** Stands where the network is. */
class Stream extends EventTarget {
  static readonly CLOSED = 2
  static readonly opened: Stream[] = []
  readyState = 1
  constructor(readonly address: string) {
    super()
    Stream.opened.push(this)
  }
  close() {
    this.readyState = Stream.CLOSED
  }
  say(type: string, data: object, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }))
  }
}

const open = () => Stream.opened.filter(({ readyState }) => readyState !== Stream.CLOSED)
const newest = () => Stream.opened.at(-1) ?? expect.fail('no stream')
const listener = { onHello: vi.fn(), onConnection: vi.fn(), onEvents: vi.fn() }

function turn(hidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

let feed: { close: () => void }
beforeEach(() => {
  Stream.opened.length = 0
  vi.stubGlobal('EventSource', Stream)
  turn(false)
  feed = openRecordingFeed(listener)
})
afterEach(() => feed.close())

test('a hidden page holds no connection, and continues where it was once it is shown', () => {
  newest().say('flow', { kind: 'request' }, 'process-7')
  turn(true)
  expect(open()).toEqual([])
  expect(listener.onConnection).toHaveBeenLastCalledWith('paused')
  turn(false)
  expect(open()).toHaveLength(1)
  expect(newest().address).toBe('/api/auth-flow?after=process-7')
})

test('a page that opens hidden opens no connection', () => {
  turn(true)
  Stream.opened.length = 0
  openRecordingFeed(listener).close()
  expect(Stream.opened).toEqual([])
})

test('nothing is left open after the page is gone', () => {
  feed.close()
  turn(false)
  expect(open()).toEqual([])
})
