import { randomBytes } from 'node:crypto'

const TIME_BYTES = 6
const VERSION_7 = 0x7000
const SEQUENCE_END = 0x1000

let last = { atMs: 0, sequence: 0 }

/**
 * A UUID version 7. Ids sort by time and, within one process and millisecond, by order of creation.
 * Prisma generates its own; this is for raw statements.
 *
 * @see RFC 9562, 5.7 and 6.2 (method 1: a counter of 12 bits)
 */
export function timeOrderedId(now: Date): string {
  const atMs = now.getTime()
  const sequence = atMs === last.atMs ? (last.sequence + 1) % SEQUENCE_END : 0
  last = { atMs, sequence }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(atMs, 0, TIME_BYTES)
  bytes.writeUInt16BE(VERSION_7 | sequence, TIME_BYTES)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
