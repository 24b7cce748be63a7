'use client'

import type { Session } from 'next-auth'
import type { UpdateSession } from 'next-auth/react'
import { useEffect, useRef } from 'react'
import { ADMINISTRATOR_ROLE } from '@/lib/domain/accounts/roles'

const RETRY_MS = 50
const MOST_TRIES = 100

/** While next-auth still reads the session, its `update` does nothing and returns undefined. */
export function useUpdateOnceRead(
  update: UpdateSession,
): () => Promise<Session | null | undefined> {
  const latest = useRef(update)
  useEffect(() => {
    latest.current = update
  })
  return async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const session = await latest.current({ role: ADMINISTRATOR_ROLE })
      if (session !== undefined) return session
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
    return undefined
  }
}
