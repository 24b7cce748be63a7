import { processSlot } from '@/lib/platform/process-wide'
import type { Repeated } from '@/lib/platform/repeat'

/** The running worker: started by the server, woken by whatever enqueues a mail. */
export const mailWorker = processSlot<Repeated>('mail-worker')
