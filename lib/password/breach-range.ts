import { createHash } from 'node:crypto'
import { product } from '@/lib/product'
import { seconds } from '@/lib/domain/time'

/** `unknown`: the service did not answer in time or in a way we understand. */
export type BreachAnswer = 'found' | 'absent' | 'unknown'

/** A sign-up must not wait for somebody else's server. */
const TIMEOUT_MS = seconds(1)

/** A padded answer is about 40 kB. */
const MAX_ANSWER_BYTES = 1_000_000

const PREFIX_LENGTH = 5

/**
 * Asks a Have-I-Been-Pwned-compatible range service whether a password is in a known breach.
 *
 * The service learns five of the forty hex digits of the password's SHA-1, which about a thousand of
 * the passwords it knows share; padding hides even that from whoever watches the line.
 *
 * @param password normalised
 * @returns `unknown` instead of throwing: the check must never keep anybody out
 * @see https://haveibeenpwned.com/API/v3#PwnedPasswords
 */
export async function askBreachRange(baseUrl: string, password: string): Promise<BreachAnswer> {
  const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase()
  const suffix = digest.slice(PREFIX_LENGTH)
  try {
    const lines = await fetchRange(baseUrl, digest.slice(0, PREFIX_LENGTH))
    return lines.some((line) => isBreach(line, suffix)) ? 'found' : 'absent'
  } catch {
    return 'unknown'
  }
}

/** @throws when the service cannot be reached, or does not answer as it should */
async function fetchRange(baseUrl: string, prefix: string): Promise<string[]> {
  const response = await fetch(new URL(`range/${prefix}`, `${baseUrl.replace(/\/$/, '')}/`), {
    headers: { 'Add-Padding': 'true', 'User-Agent': product.name },
    // The address is configured; whoever answers there does not get to choose another.
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const { status, body } = response
  if (status !== 200 || body === null) {
    await body?.cancel()
    throw new Error(`The breach service answered ${status}`)
  }
  return (await readAtMost(body, MAX_ANSWER_BYTES)).split('\n')
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

/** `SUFFIX:COUNT`; padding has the count 0. A carriage return behind is no part of a number. */
function isBreach(line: string, suffix: string): boolean {
  const [found = '', count = ''] = line.split(':')
  return found.toUpperCase() === suffix && Number(count) > 0
}
