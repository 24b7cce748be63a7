import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Forwards each new connection to the next process in turn; one that refuses is skipped. */
export class Balancer {
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((client) => this.#join(client, 0))
  #ports: readonly number[] = []
  #turn = 0

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return (this.#server.address() as AddressInfo).port
  }

  leadTo(ports: readonly number[]): void {
    this.#ports = ports
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(client: Socket, refusals: number): void {
    const port = this.#ports[this.#turn % this.#ports.length]
    this.#turn += 1
    if (port === undefined || refusals >= this.#ports.length) {
      client.destroy()
      return
    }
    const target = connect(port, '127.0.0.1')
    target.once('error', () => this.#join(client, refusals + 1))
    target.once('connect', () => {
      target.removeAllListeners('error')
      this.#pass(client, target)
      this.#pass(target, client)
    })
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from)
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => {
      this.#sockets.delete(from)
      to.destroy()
    })
  }
}
