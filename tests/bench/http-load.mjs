import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {object} Sent
 * @property {string} path
 * @property {'GET' | 'POST'} [method]
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 *
 * @typedef {{ status: number, ms: number, headers: import('node:http').IncomingHttpHeaders, body: string }} Answer
 */

/** An HTTP client with keep-alive connections. */
export class Client {
  #agent
  #port
  #host

  /** @param {{ port: number, connections: number, host?: string }} options host: the server's own name */
  constructor({ port, connections, host = `localhost:${port}` }) {
    this.#port = port
    this.#host = host
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /**
   * @param {Sent} sent
   * @returns {Promise<Answer>}
   */
  send(sent) {
    const { path, method = 'GET', headers = {}, body } = sent
    const startedAt = performance.now()
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port: this.#port,
          path,
          method,
          headers: { host: this.#host, ...headers },
        },
        (incoming) => {
          let text = ''
          incoming.setEncoding('utf8')
          incoming.on('data', (chunk) => (text += chunk))
          incoming.on('error', reject)
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              ms: performance.now() - startedAt,
              headers: incoming.headers,
              body: text,
            }),
          )
        },
      )
      outgoing.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
        // The server closed an idle connection just as this request used it.
        const isUnheard = outgoing.reusedSocket && error.code === 'ECONNRESET'
        if (isUnheard) resolve(this.send(sent))
        else reject(error)
      })
      outgoing.end(body)
    })
  }

  close() {
    this.#agent.destroy()
  }
}

/**
 * Closed loop: each connection sends its next request after the response to the last one.
 *
 * @param {Client} client
 * @param {{ connections: number, seconds: number, next: (index: number) => Sent, expect: number }} load
 * @returns {Promise<{ perSecond: number, latencies: number[] }>} completed within the time
 */
export async function loop(client, { connections, seconds, next, expect }) {
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1000
  /** @type {number[]} */
  const latencies = []
  let index = 0
  const worker = async () => {
    while (performance.now() < endsAt) {
      const answer = await client.send(next(index++))
      // next-auth's client gets a refusal in the body of a 200.
      if (answer.status !== expect || answer.body.includes('error=CredentialsSignin')) {
        throw new Error(`${answer.status}: ${answer.body.slice(0, 200)}`)
      }
      if (performance.now() <= endsAt) latencies.push(answer.ms)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return { perSecond: latencies.length / seconds, latencies }
}

/**
 * Open loop: a request every `everyMs`, regardless of responses.
 *
 * @param {Client} client
 * @param {{ everyMs: number, seconds: number, sent: Sent, expect: number, read?: (answer: Answer) =>
 *   number }} probe
 *   read: the value to record from a response, instead of its latency
 * @returns {Promise<number[]>} latencies in milliseconds, or the recorded values
 */
export async function probe(client, { everyMs, seconds, sent, expect, read = ({ ms }) => ms }) {
  /** @type {Promise<number>[]} */
  const answers = []
  const startedAt = performance.now()
  for (let count = 0; count * everyMs < seconds * 1000; count += 1) {
    const wait = startedAt + count * everyMs - performance.now()
    if (wait > 0) await sleep(wait)
    answers.push(
      client.send(sent).then((answer) => {
        if (answer.status !== expect) throw new Error(`${sent.path} answered ${answer.status}`)
        return read(answer)
      }),
    )
  }
  return Promise.all(answers)
}

/** The number of concurrent connections to one page. */
const IN_TURNS = { connections: 8, seconds: 3, expect: 200 }
const WARM_UP_SECONDS = 2

/**
 * Requests per second of several URLs or servers, measured in short turns, forwards and backwards, so
 * that a slow phase of the machine affects all of them.
 *
 * @template {string} Name
 * @param {Record<Name, { client: Client, sent: Sent }>} arms
 * @param {number} pace
 * @returns {Promise<Record<Name, number>>}
 */
export async function interleaved(arms, pace) {
  const names = /** @type {Name[]} */ (Object.keys(arms))
  const backwards = names.toReversed()
  const turns = [...names, ...backwards, ...names, ...backwards]
  const run = async (/** @type {Name} */ name, seconds = IN_TURNS.seconds * pace) => {
    const { client, sent } = arms[name]
    return (await loop(client, { ...IN_TURNS, seconds, next: () => sent })).perSecond
  }
  for (const name of names) await run(name, WARM_UP_SECONDS)
  const sums = /** @type {Record<Name, number>} */ (
    Object.fromEntries(names.map((name) => [name, 0]))
  )
  for (const name of turns) sums[name] += await run(name)
  for (const name of names) sums[name] /= turns.length / names.length
  return sums
}
