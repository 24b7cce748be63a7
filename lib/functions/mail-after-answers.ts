import { after } from 'next/server'
import { mailWorker } from '@/lib/mail/worker-handle'
import { log } from '@/lib/platform/log'

/**
 * Sends mail as soon as a request has been answered. Only where the platform lets the answer go first:
 * elsewhere its time would tell who has an account. What fails here is done by `POST /api/jobs`.
 */
export function sendMailAfterAnswers(): void {
  mailWorker.set({ wake: () => after(sendOnce), stop: async () => {} })
}

async function sendOnce(): Promise<void> {
  try {
    const { sendMailsUntil } = await import('@/lib/mail/send-mails-until')
    await sendMailsUntil(() => true)
  } catch (error) {
    log.warn({ event: 'mail_worker_failed', err: error })
  }
}
