import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { atShutdown } from '@/lib/shutdown-work'
import { eraseOldTokens, sendDueMails } from './deliver'
import { smtpTransport } from './transport'
import { mailWorker, setMailWorker, type WorkerHandle } from './worker-handle'

const POLL_MS = seconds(2)
/** After a failure, which is the database's: a mail server's trouble stays with its mail. */
const REST_MS = seconds(5)
/**
 * Sending begins after the answer that caused it has gone out, so that it delays nobody and the
 * answer's time does not tell whether there was a mail.
 */
const WAKE_MS = 250

/**
 * Starts this process's mail worker; a second call does nothing. Any number of processes may run
 * one: each mail is claimed by one of them.
 */
export function startMailWorker(): void {
  if (mailWorker()) return
  const { SMTP_URL, MAIL_FROM } = env()
  const transport = SMTP_URL === undefined ? null : smtpTransport(SMTP_URL, MAIL_FROM)
  const worker = repeat(async () => {
    if (transport === null) await eraseOldTokens(new Date())
    return (await sendDueMails(transport, new Date())) > 0
  })
  setMailWorker(worker)
  atShutdown(stopMailWorker)
}

/** Lets the mails in hand finish. What is still waiting is sent after the next start. */
export async function stopMailWorker(): Promise<void> {
  const worker = mailWorker()
  setMailWorker(undefined)
  await worker?.stop()
}

/**
 * Runs `work` now, after each pause, and soon after each waking; never twice at once.
 *
 * @param work answers whether there may be more to do at once
 */
function repeat(work: () => Promise<boolean>): WorkerHandle {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let woken = false
  let stopped = false

  const schedule = (waitMs: number) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(run, waitMs).unref()
  }
  const run = () => {
    woken = false
    running = work()
      .catch((error: unknown) => {
        log.warn({ event: 'mail_worker_failed', err: error })
        return null
      })
      .then((more) => {
        running = undefined
        if (more === null) schedule(REST_MS)
        else if (more) schedule(0)
        else schedule(woken ? WAKE_MS : POLL_MS)
      })
  }

  schedule(0)
  return {
    wake() {
      // Only the first waking sets the clock: a stream of them must not push the work away.
      if (!running && !woken) schedule(WAKE_MS)
      woken = true
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
