import { connect } from 'node:net'
import { env } from '@/lib/env'

const DEFAULT_PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 }

/**
 * Whether the mail server takes a connection; nothing is sent or signed in, so that probing often
 * harms nobody. True without one: then mail arrives in the mailbox page.
 */
export async function smtpAnswers(): Promise<boolean> {
  const { SMTP_URL } = env()
  if (SMTP_URL === undefined) return true
  const { hostname, port, protocol } = new URL(SMTP_URL)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port) || (DEFAULT_PORTS[protocol] ?? 25),
      signal: AbortSignal.timeout(1500),
    })
    const settle = (answers: boolean) => {
      socket.destroy()
      resolve(answers)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
