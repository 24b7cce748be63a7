/**
 * What an event's details say of it beside what happened: whether the server caused it itself, to show
 * what happens, and whether it came from the command line, where nobody is signed in.
 */
export function eventMarks(details: unknown): { isSimulated: boolean; isFromCommandLine: boolean } {
  const read: Record<string, unknown> =
    typeof details === 'object' && details !== null ? { ...details } : {}
  return { isSimulated: read.simulated === true, isFromCommandLine: read.via === 'cli' }
}
