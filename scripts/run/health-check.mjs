/*
 * For a container's health check: ends with 0 while the server in it lives. Asks about nothing else,
 * so that an outage of the database does not get every process restarted.
 */

const PATIENCE_MS = 2500

const url = `http://127.0.0.1:${process.env.PORT || '3000'}/api/health`
const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null)
process.exitCode = answer?.ok ? 0 : 1
