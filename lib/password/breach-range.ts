import { createHash } from 'node:crypto'
import { product } from '@/lib/product'
import { seconds } from '@/lib/domain/time'

/** `unknown`: the service did not respond in time, or its response was invalid. */
export type BreachStatus = 'found' | 'absent' | 'unknown'

/** Short, because a sign-up waits for it. */
const TIMEOUT_MS = seconds(1)

/** A padded response is about 40 kB. */
const MAX_RESPONSE_BYTES = 1_000_000

const PREFIX_LENGTH = 5

/**
 * Queries a service compatible with the Have I Been Pwned range API for a password in known breaches.
 *
 * The service learns five of the forty hex digits of the password's SHA-1, which about a thousand of
 * its passwords share. Padding hides even those from a network observer.
 *
 * @param password normalised
 * @returns `unknown` instead of throwing, because the check must never block a sign-up
 * @see https://haveibeenpwned.com/API/v3#PwnedPasswords
 */
export async function queryBreachRange(baseUrl: string, password: string): Promise<BreachStatus> {
  const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase()
  const suffix = digest.slice(PREFIX_LENGTH)
  try {
    const lines = await fetchRange(baseUrl, digest.slice(0, PREFIX_LENGTH))
    return lines.some((line) => isBreach(line, suffix)) ? 'found' : 'absent'
  } catch {
    return 'unknown'
  }
}

/** @throws when the service cannot be reached or its response is invalid */
async function fetchRange(baseUrl: string, prefix: string): Promise<string[]> {
  const response = await fetch(new URL(`range/${prefix}`, `${baseUrl.replace(/\/$/, '')}/`), {
    headers: { 'Add-Padding': 'true', 'User-Agent': product.name },
    // Only the configured server may receive the prefix.
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const { status, body } = response
  if (status !== 200 || body === null) {
    await body?.cancel()
    throw new Error(`The breach service answered ${status}`)
  }
  return (await readAtMost(body, MAX_RESPONSE_BYTES)).split('\n')
}

/** @throws when there is more */
async function readAtMost(body: ReadableStream<Uint8Array>, bytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > bytes) throw new Error(`The breach service sent more than ${bytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `SUFFIX:COUNT`; padding has a count of 0. `Number` ignores a trailing carriage return. */
function isBreach(line: string, suffix: string): boolean {
  const [found = '', count = ''] = line.split(':')
  return found.toUpperCase() === suffix && Number(count) > 0
}
