import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { programsFolder } from '@/scripts/run/build.mjs'
import { startServer, waitUntilItAnswers } from '@/scripts/run/local-server.mjs'
import { dataFolder } from '@/scripts/places.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { testDistFolder, testServerEnvironment } from '@/scripts/test/test-server.mjs'

type Running = Awaited<ReturnType<typeof startServer>>

/** The production build, restarted on the same port whenever it dies. */
export class OwnApplication {
  port = 0
  #running: Running | null = null
  #starts = 0
  readonly #settings: Record<string, string>
  readonly #databaseUrl: string

  constructor(databaseUrl: string, settings: Record<string, string>) {
    this.#databaseUrl = databaseUrl
    this.#settings = settings
  }

  async start(): Promise<void> {
    this.port ||= await freePort()
    const logs = join(dataFolder, 'test', 'logs')
    await mkdir(logs, { recursive: true })
    this.#starts += 1
    const logFile = join(logs, `faults-${this.#starts}.log`)
    const env = testServerEnvironment({
      port: this.port,
      databaseUrl: this.#databaseUrl,
      settings: this.#settings,
    })
    const program = join(programsFolder(testDistFolder), 'serve.mjs')
    this.#running = await startServer({ program, port: this.port, env, logFile })
    await waitUntilItAnswers(this.#running, { port: this.port, logFile })
  }

  async kill(): Promise<void> {
    this.#running?.kill()
    await this.#running?.ended
  }

  /** @returns its exit code, after requests in flight were answered */
  async terminate(): Promise<number> {
    await this.#running?.stop()
    return (await this.#running?.ended) ?? 0
  }

  freeze(): void {
    process.kill(this.#running?.pid ?? 0, 'SIGSTOP')
  }

  thaw(): void {
    process.kill(this.#running?.pid ?? 0, 'SIGCONT')
  }
}
