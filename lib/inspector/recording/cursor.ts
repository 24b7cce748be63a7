import type { Recorder } from './recorder'

/** The server numbers its events for each process: "1f3a9c02-1763716800123". */
export function cursorOf({ name }: Pick<Recorder, 'name'>, seq: number): string {
  return `${name}-${seq}`
}

/**
 * The number of the last event of this process that the client has.
 *
 * @param text cursors of any processes, separated by commas
 * @returns 0, so everything, when none of them is of this process
 */
export function seqAfter({ name }: Pick<Recorder, 'name'>, text: string | null): number {
  const mine = (text ?? '').split(',').find((cursor) => cursor.startsWith(`${name}-`))
  const digits = mine?.slice(name.length + 1) ?? ''
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0
}
