import { isIP } from 'node:net'

/*
 * For a container's health check: exits with 0 while its server is alive. It checks nothing else,
 * so that a database outage does not restart every process.
 */

const PATIENCE_MS = 2500

const { HOSTNAME = '', PORT } = process.env
// The interface that the server listens on; a container's name is none.
const host = isIP(HOSTNAME) === 0 ? '127.0.0.1' : isIP(HOSTNAME) === 6 ? `[${HOSTNAME}]` : HOSTNAME
const url = `http://${host}:${PORT || '3000'}/api/health`
const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null)
process.exitCode = answer?.ok ? 0 : 1
