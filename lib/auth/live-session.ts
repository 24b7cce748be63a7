import 'server-only'
import { cache } from 'react'
import { checkSession } from '@/lib/services/sessions'

/** The liveness answer, asked once per rendered page however many components want it. */
export const liveSession = cache((sessionId: string) => checkSession(sessionId, new Date()))
