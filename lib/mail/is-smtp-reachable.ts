import { connect } from 'node:net'
import { env } from '@/lib/env'

/** Shorter than a readiness probe's own timeout. */
const TIMEOUT_MS = 1500
const DEFAULT_PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 }

/**
 * Whether the mail server accepts a connection. Sends nothing and does not authenticate, so it can be
 * probed often. True without `SMTP_URL`, when no email is sent.
 */
export async function isSmtpReachable(url = env().SMTP_URL): Promise<boolean> {
  if (url === undefined) return true
  const { hostname, port, protocol } = new URL(url)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port) || (DEFAULT_PORTS[protocol] ?? 25),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const settle = (answers: boolean) => {
      socket.destroy()
      resolve(answers)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
