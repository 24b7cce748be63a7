import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** The state of the connection: normal, delayed, silent, half-closed or broken. */
export type LineState = 'sound' | 'slow' | 'silent' | 'half-closed' | 'cut'

const SLOW_MS = 250

/** A TCP proxy between the application and a dependency that can be made to fail. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((client) => this.#join(client))
  #targetPort: number
  #state: LineState = 'sound'

  constructor(targetPort: number) {
    this.#targetPort = targetPort
  }

  /** The target of new connections from now on. */
  leadTo(port: number): void {
    this.#targetPort = port
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return (this.#server.address() as AddressInfo).port
  }

  /** Applies to all connections, open ones included. A silent connection never recovers. */
  setState(state: LineState): void {
    const wasSilent = this.#state === 'silent'
    this.#state = state
    if (state === 'cut' || wasSilent) this.#destroyAll()
    if (state === 'half-closed') for (const socket of this.#sockets) socket.end()
  }

  async close(): Promise<void> {
    this.#destroyAll()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(client: Socket): void {
    if (this.#state === 'cut') {
      client.destroy()
      return
    }
    const target = connect(this.#targetPort, '127.0.0.1')
    this.#pass(client, target)
    this.#pass(target, client)
    if (this.#state === 'half-closed') client.end()
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from)
    const write = (part: Buffer) => void (to.destroyed || to.write(part))
    from.on('data', (part: Buffer) => {
      if (this.#state === 'silent') return
      if (this.#state === 'slow') setTimeout(() => write(part), SLOW_MS)
      else write(part)
    })
    from.on('error', () => to.destroy())
    from.on('close', () => {
      this.#sockets.delete(from)
      to.destroy()
    })
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
