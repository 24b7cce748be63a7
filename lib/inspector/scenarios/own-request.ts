import { request, type IncomingHttpHeaders } from 'node:http'
import { seconds } from '@/lib/domain/time'

export type OwnRequest = {
  method: 'GET' | 'POST'
  /** Fixed in a scenario, never from outside. */
  path: string
  headers: Record<string, string>
  body?: string
}

export type OwnAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

const TIMEOUT_MS = seconds(20)

/**
 * Sends a request to this very server, by its loopback port and under the name it is known by.
 *
 * @param where.port this process listens on
 * @throws when there is no answer
 */
export function sendToSelf(
  where: { port: number; host: string },
  { method, path, headers, body = '' }: OwnRequest,
): Promise<OwnAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port: where.port, method, path, agent: false },
        timeout: TIMEOUT_MS,
        headers: { ...headers, host: where.host, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const { statusCode: status = 0, headers: received } = answer
          resolve({ status, headers: received, body: Buffer.concat(chunks).toString() })
        })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('No answer in time')))
    sent.on('error', reject)
    sent.end(body)
  })
}
