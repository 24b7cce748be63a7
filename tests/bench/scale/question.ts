export const NOW = new Date('2026-03-01T12:00:00Z')

/** Somebody who is neither the first nor the last, and one of their sessions. */
export type Somebody = {
  id: string
  name: string
  email: string
  username: string
  sessionId: string
}

export type Question = (who: Somebody) => Promise<unknown>
