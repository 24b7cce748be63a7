import { describe, expect, test } from 'vitest'
import type { UnnumberedEvent } from '@/lib/inspector/recording/recorded-event'
import { MEMORY_MS, Recorder } from '@/lib/inspector/recording/recorder'

const START = Date.UTC(2026, 10, 21, 9)

function recorderAt(start = START) {
  const clock = { now: start }
  return { clock, recorder: new Recorder(() => clock.now) }
}

const answer = (request: string, atMs: number): UnnumberedEvent => ({
  kind: 'answer',
  request,
  atMs,
  ms: 1,
  outcome: 'done',
  out: {},
})

describe('a recording', () => {
  test('is read from where somebody stopped', () => {
    const { recorder } = recorderAt()
    for (const request of ['a', 'b', 'c']) recorder.add('mine', answer(request, START))
    const all = recorder.read('mine', 0)
    expect(all.map(({ request }) => request)).toEqual(['a', 'b', 'c'])
    const rest = recorder.read('mine', all[0]?.seq ?? 0)
    expect(rest.map(({ request }) => request)).toEqual(['b', 'c'])
  })

  test('is nobody else’s', () => {
    const { recorder } = recorderAt()
    recorder.add('mine', answer('a', START))
    expect(recorder.read('theirs', 0)).toEqual([])
  })

  test('is forgotten after ten minutes', () => {
    const { clock, recorder } = recorderAt()
    recorder.add('mine', answer('a', START))
    clock.now += MEMORY_MS + 1
    expect(recorder.read('mine', 0)).toEqual([])
    recorder.sweep()
    expect(recorder.size).toBe(0)
  })

  test('keeps the newest when it is full', () => {
    const { recorder } = recorderAt()
    for (let at = 0; at < 2000; at += 1) recorder.add('mine', answer(String(at), START))
    const kept = recorder.read('mine', 0)
    expect(kept.length).toBe(600)
    expect(kept.at(-1)?.request).toBe('1999')
  })

  test('numbers go on after it was forgotten and begins again', () => {
    const { clock, recorder } = recorderAt()
    recorder.add('mine', answer('a', START))
    const [before] = recorder.read('mine', 0)
    clock.now += MEMORY_MS + 1
    recorder.sweep()
    recorder.add('mine', answer('b', clock.now))
    const after = recorder.read('mine', before?.seq ?? 0)
    expect(after.map(({ request }) => request)).toEqual(['b'])
  })

  test('tells who listens, until they stop', () => {
    const { recorder } = recorderAt()
    const heard: string[] = []
    const stop = recorder.subscribe('mine', ({ request }) => heard.push(request))
    recorder.add('mine', answer('a', START))
    stop()
    recorder.add('mine', answer('b', START))
    expect(heard).toEqual(['a'])
  })
})

describe('there are never more recordings than fit', () => {
  const record = (recorder: Recorder, name: string) => recorder.add(name, answer('a', START))

  test('and the one used longest ago goes first', () => {
    const { recorder } = recorderAt()
    for (let at = 0; at < 150; at += 1) record(recorder, `browser ${at}`)
    expect(recorder.size).toBe(100)
    expect(recorder.read('browser 0', 0)).toEqual([])
    expect(recorder.read('browser 149', 0)).toHaveLength(1)
  })

  test.each<[string, (recorder: Recorder) => void]>([
    ['listens to', (recorder) => void recorder.subscribe('mine', () => {})],
    ['has just read', (recorder) => void recorder.read('mine', 0)],
  ])('but others never push out one that somebody %s', (_how, watch) => {
    const { clock, recorder } = recorderAt()
    record(recorder, 'mine')
    watch(recorder)
    for (let at = 0; at < 130; at += 1) {
      clock.now += 1000
      record(recorder, `other ${at}`)
    }
    expect(recorder.read('mine', 0)).toHaveLength(1)
    expect(recorder.size).toBe(100)
  })

  test('so nothing new is recorded while all are watched, and again when one is not', () => {
    const { clock, recorder } = recorderAt()
    for (let at = 0; at < 100; at += 1) {
      record(recorder, `browser ${at}`)
      recorder.read(`browser ${at}`, 0)
    }
    record(recorder, 'late')
    expect(recorder.read('late', 0)).toEqual([])
    expect(recorder.size).toBe(100)
    clock.now += MEMORY_MS + 1
    recorder.add('late', answer('a', clock.now))
    expect(recorder.read('late', 0)).toHaveLength(1)
  })
})
