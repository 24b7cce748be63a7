import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LaneQueue, type Lane } from '@/lib/password/lane-queue'

const named = (name: string, served: string[]) => () => void served.push(name)

/** Lets everybody join, then serves them all. @returns in which order */
function serveAll(lines: LaneQueue, people: readonly (readonly [string, Lane])[]): string[] {
  const served: string[] = []
  for (const [name, line] of people) lines.join(line, named(name, served))
  while (lines.length > 0) lines.next()?.()
  return served
}

describe('who waits in two lines', () => {
  test('is served in turn, a known device first, each line in its order', () => {
    const people = [
      ...(['s1', 's2', 's3', 's4'] as const).map((name) => [name, 'ordinary'] as const),
      ...(['k1', 'k2'] as const).map((name) => [name, 'reserved'] as const),
    ]
    const lines = new LaneQueue({ reserved: 5, ordinary: 5 })
    expect(serveAll(lines, people)).toEqual(['k1', 's1', 'k2', 's2', 's3', 's4'])
  })

  test('and was not waited for, leaves the turn to the other line', () => {
    const lines = new LaneQueue({ reserved: 5, ordinary: 5 })
    expect(serveAll(lines, [['s1', 'ordinary']])).toEqual(['s1'])
    // A stranger was served last, so a known device is next; after one, a stranger.
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

  test('is nobody, when nobody does', () => {
    const lines = new LaneQueue({ reserved: 1, ordinary: 1 })
    expect(lines.next()).toBeUndefined()
    expect([lines.length, lines.ahead]).toEqual([0, 0])
  })
})

describe('places', () => {
  test('a stranger finds none beyond the ordinary line’s, a known device also there', () => {
    const lines = new LaneQueue({ reserved: 1, ordinary: 2 })
    const join = (line: Lane) => lines.join(line, () => {})
    expect([join('ordinary'), join('reserved'), join('reserved')]).toEqual([true, true, true])
    expect([join('ordinary'), join('reserved')]).toEqual([false, false])
    expect(lines.length).toBe(3)
  })
})

test('ahead is how many are served until the last stranger was, whoever joined', () => {
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
