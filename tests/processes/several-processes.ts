import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { programsFolder } from '@/scripts/run/build.mjs'
import { startServer, waitUntilItAnswers } from '@/scripts/run/local-server.mjs'
import { dataFolder } from '@/scripts/places.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { testDistFolder, testServerEnvironment } from '@/scripts/test/test-server.mjs'
import { HttpVisitor, type HttpAnswer } from '../setup/http-visitor'
import { Balancer } from './balancer'

type OneProcess = { port: number; logFile: string; server: Awaited<ReturnType<typeof startServer>> }

/** Several processes of the production build on one database, and one URL for all of them. */
export class SeveralProcesses {
  readonly #balancer = new Balancer()
  #all: OneProcess[] = []
  /** The public URL. */
  port = 0

  async start(count: number, databaseUrl: string, settings: Record<string, string>): Promise<void> {
    this.port = await this.#balancer.listen()
    const logs = join(dataFolder, 'test', 'logs')
    await mkdir(logs, { recursive: true })
    const program = join(programsFolder(testDistFolder), 'serve.mjs')
    for (let index = 0; index < count; index += 1) {
      const port = await freePort()
      const logFile = join(logs, `process-${index + 1}.log`)
      const env = {
        ...testServerEnvironment({ port, databaseUrl, settings }),
        AUTH_URL: `http://localhost:${this.port}`,
      }
      this.#all.push({ port, logFile, server: await startServer({ program, port, env, logFile }) })
    }
    await Promise.all(this.#all.map((one) => waitUntilItAnswers(one.server, one)))
    this.#balancer.leadTo(this.#all.map(({ port }) => port))
  }

  /** Requests from every live process directly, past the balancer. */
  async askAll(path: string, cookie: string): Promise<HttpAnswer[]> {
    const headers = { cookie, host: `localhost:${this.port}`, accept: 'text/html' }
    return Promise.all(this.#all.map(({ port }) => new HttpVisitor(port).get(path, headers)))
  }

  /** Sends a form to one of the live processes directly, past the balancer. */
  async postTo(
    index: number,
    path: string,
    body: Buffer,
    headers: Record<string, string>,
  ): Promise<HttpAnswer> {
    const { port } = this.#all[index % this.#all.length] ?? { port: 0 }
    const host = `localhost:${this.port}`
    const own = { host, origin: `http://${host}`, accept: 'text/html' }
    return new HttpVisitor(port).postBytes(path, body, { ...own, ...headers })
  }

  /** Kills the first one with `kill -9`; the balancer is not told. */
  async killOne(): Promise<void> {
    const [first, ...others] = this.#all
    this.#all = others
    first?.server.kill()
    await first?.server.ended
  }

  /** Every log line of one event, from any process. */
  async logged(event: string): Promise<Record<string, unknown>[]> {
    const texts = await Promise.all(this.#all.map(({ logFile }) => readFile(logFile, 'utf8')))
    return texts
      .flatMap((text) => text.split('\n'))
      .filter((line) => line.includes(`"event":"${event}"`))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }

  async stop(): Promise<void> {
    await this.#balancer.close()
    await Promise.all(this.#all.map(({ server }) => server.stop()))
  }
}
