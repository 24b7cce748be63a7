import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LaneQueue, type Lane } from '@/lib/password/lane-queue'

const named = (name: string, served: string[]) => () => void served.push(name)

/** Adds all of them, then serves them all. @returns the order served */
function serveAll(lines: LaneQueue, people: readonly (readonly [string, Lane])[]): string[] {
  const served: string[] = []
  for (const [name, line] of people) lines.join(line, named(name, served))
  while (lines.length > 0) lines.next()?.()
  return served
}

describe('a queue with two lanes', () => {
  test('alternates between them, known devices first, each lane in order', () => {
    const people = [
      ...(['s1', 's2', 's3', 's4'] as const).map((name) => [name, 'ordinary'] as const),
      ...(['k1', 'k2'] as const).map((name) => [name, 'reserved'] as const),
    ]
    const lines = new LaneQueue({ reserved: 5, ordinary: 5 })
    expect(serveAll(lines, people)).toEqual(['k1', 's1', 'k2', 's2', 's3', 's4'])
  })

  test('gives the turn to the other lane when one is empty', () => {
    const lines = new LaneQueue({ reserved: 5, ordinary: 5 })
    expect(serveAll(lines, [['s1', 'ordinary']])).toEqual(['s1'])
    // A stranger was served last, so a known device is next; after that, a stranger.
    expect(
      serveAll(lines, [
        ['s2', 'ordinary'],
        ['k1', 'reserved'],
      ]),
    ).toEqual(['k1', 's2'])
    expect(serveAll(lines, [['k2', 'reserved']])).toEqual(['k2'])
    expect(
      serveAll(lines, [
        ['k3', 'reserved'],
        ['s3', 'ordinary'],
      ]),
    ).toEqual(['s3', 'k3'])
  })

  test('returns nothing when it is empty', () => {
    const lines = new LaneQueue({ reserved: 1, ordinary: 1 })
    expect(lines.next()).toBeUndefined()
    expect([lines.length, lines.ahead]).toEqual([0, 0])
  })
})

describe('the slots of the queue', () => {
  test('beyond the ordinary lane are reserved for known devices, which may also use the ordinary ones', () => {
    const lines = new LaneQueue({ reserved: 1, ordinary: 2 })
    const join = (line: Lane) => lines.join(line, () => {})
    expect([join('ordinary'), join('reserved'), join('reserved')]).toEqual([true, true, true])
    expect([join('ordinary'), join('reserved')]).toEqual([false, false])
    expect(lines.length).toBe(3)
  })
})

test('the number ahead counts those served up to the last stranger', () => {
  const joins = fc.array(fc.constantFrom<Lane>('reserved', 'ordinary'), { maxLength: 30 })
  fc.assert(
    fc.property(joins, (wanted) => {
      const lines = new LaneQueue({ reserved: 30, ordinary: 30 })
      const served: Lane[] = []
      for (const line of wanted) lines.join(line, () => void served.push(line))
      const { ahead } = lines
      while (lines.length > 0) lines.next()?.()
      expect(served).toHaveLength(wanted.length)
      expect(served.lastIndexOf('ordinary') + 1).toBe(ahead)
    }),
  )
})
