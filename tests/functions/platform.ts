import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '@/scripts/places.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { functionsFolder } from '@/scripts/test/test-server.mjs'

/** Where this platform writes the client's address, whatever the client sent under that name. */
export const ADDRESS_HEADER = 'x-platform-address'
/** How a test says where its client is. */
export const CLIENT_HEADER = 'x-test-client'

/** The folder of a handler for Lambda, which is tried in place of the standalone server. */
const HANDLER = process.env.LATCHKEY_FUNCTIONS_HANDLER
export const BUNDLE = HANDLER ?? join(root, functionsFolder, 'standalone')
export const IS_LAMBDA = HANDLER !== undefined
const PROGRAM = IS_LAMBDA ? join(import.meta.dirname, 'lambda-server.mjs') : 'server.js'

const START_PATIENCE_MS = 60_000
/** Frozen processes that are kept: a platform throws away the oldest as well. */
const FROZEN_MAX = 2

type OneFunction = { port: number; child: ChildProcess }

/**
 * A platform for functions. Each request is handled by a process of its own, which runs on the traced
 * files alone, in a folder without the clone's packages, and is frozen once it has answered.
 */
export class FunctionsPlatform {
  readonly #server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing))
  readonly #frozen: OneFunction[] = []
  #next: Promise<OneFunction> | undefined
  #reused: OneFunction | undefined
  #folder = ''
  #env: NodeJS.ProcessEnv | undefined
  /** What all functions wrote. */
  output = ''
  /** How many processes have been started. */
  started = 0
  port = 0

  /** @param envFor settings, given the public port */
  async start(envFor: (port: number) => NodeJS.ProcessEnv): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'latchkey-functions-'))
    // Links lead to other traced files, not back into the clone.
    await cp(BUNDLE, this.#folder, { recursive: true, verbatimSymlinks: true })
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.port = (this.#server.address() as AddressInfo).port
    this.#env = envFor(this.port)
    this.#next = this.#startFunction()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    const waiting = await this.#next
    for (const { child } of [...this.#frozen, ...(waiting ? [waiting] : [])]) child.kill('SIGKILL')
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Continues the process that was frozen last, for the next request. */
  thaw(): void {
    this.#reused = this.#frozen.pop()
    this.#reused?.child.kill('SIGCONT')
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const reused = this.#reused
    this.#reused = undefined
    const one = reused ?? (await this.#take())
    const { [CLIENT_HEADER]: client = '192.0.2.1', ...headers } = incoming.headers
    const { method, url: path } = incoming
    const forwarded = request(
      {
        ...{ host: '127.0.0.1', port: one.port, method, path, agent: false },
        headers: { ...headers, [ADDRESS_HEADER]: String(client), connection: 'close' },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
        answer.once('end', () => this.#freeze(one))
      },
    )
    forwarded.once('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(502).end()
      this.#freeze(one)
    })
    incoming.pipe(forwarded)
  }

  /** The waiting process, and a new one starts to wait. */
  #take(): Promise<OneFunction> {
    const taken = this.#next ?? this.#startFunction()
    this.#next = this.#startFunction()
    return taken
  }

  async #startFunction(): Promise<OneFunction> {
    this.started += 1
    const port = await freePort()
    const env = {
      NODE_ENV: 'production',
      ...this.#env,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
    } as const
    const child = spawn(process.execPath, [PROGRAM], { cwd: this.#folder, env })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => (this.output += String(part)))
    }
    await untilListening(port, child)
    return { port, child }
  }

  #freeze(one: OneFunction): void {
    one.child.kill('SIGSTOP')
    this.#frozen.push(one)
    while (this.#frozen.length > FROZEN_MAX) this.#frozen.shift()?.child.kill('SIGKILL')
  }
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const deadlineMs = performance.now() + START_PATIENCE_MS
  while (performance.now() < deadlineMs && child.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch {
      await sleep(20)
    } finally {
      socket.destroy()
    }
  }
}
