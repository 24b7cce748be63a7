export const NOW = new Date('2026-03-01T12:00:00Z')

/** A user in the middle of the table, and one of their sessions. */
export type SampleUser = {
  id: string
  name: string
  email: string
  username: string
  sessionId: string
}

export type Question = (who: SampleUser) => Promise<unknown>
