import { connect } from 'node:net'
import { env } from '@/lib/env'

/** Less than a probe waits for the whole. */
const PATIENCE_MS = 1500
const DEFAULT_PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 }

/**
 * Whether the mail server takes a connection; nothing is sent or signed in, so that probing often
 * harms nobody. True without one: then no mail is sent.
 */
export async function smtpAnswers(url = env().SMTP_URL): Promise<boolean> {
  if (url === undefined) return true
  const { hostname, port, protocol } = new URL(url)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port) || (DEFAULT_PORTS[protocol] ?? 25),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const settle = (answers: boolean) => {
      socket.destroy()
      resolve(answers)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
