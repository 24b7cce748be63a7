import { createHash } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { queryBreachRange } from '@/lib/password/breach-range'

const PASSWORD = 'lantern ladder lagoon'
const DIGEST = createHash('sha1').update(PASSWORD).digest('hex').toUpperCase()
const [PREFIX, SUFFIX] = [DIGEST.slice(0, 5), DIGEST.slice(5)]

let servers: Server[] = []

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  servers = []
})

/** Starts a range service. Returns its base URL. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The address of a TCP server is an object.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const answer =
  (...lines: string[]): RequestListener =>
  (_request, response) => {
    response.end(lines.join('\r\n'))
  }

describe('the breach service', () => {
  test('receives five digits of the hash and is asked to pad its answer', async () => {
    const seen: string[] = []
    const base = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${String(request.headers['add-padding'])}`)
      seen.push(JSON.stringify(request.headers))
      response.end()
    })
    await queryBreachRange(base, PASSWORD)
    expect(seen[0]).toBe(`GET /range/${PREFIX} true`)
    expect(seen.join()).not.toContain(SUFFIX)
  })

  test.each(['', '/'])('may be below a path that ends with %j', async (end) => {
    const seen: (string | undefined)[] = []
    const base = await serve((request, response) => {
      seen.push(request.url)
      response.end()
    })
    await queryBreachRange(`${base}/hibp${end}`, PASSWORD)
    expect(seen).toEqual([`/hibp/range/${PREFIX}`])
  })
})

describe('a password', () => {
  test.each([
    ['is found among others', [`${'0'.repeat(35)}:3`, `${SUFFIX}:17`], 'found'],
    ['is found in small letters', [`${SUFFIX.toLowerCase()}:1`], 'found'],
    ['is not found among others', [`${'0'.repeat(35)}:3`], 'absent'],
    ['is not found by a padding line', [`${SUFFIX}:0`], 'absent'],
    ['is not found by half a line', [SUFFIX], 'absent'],
    ['is not found in an empty answer', [], 'absent'],
    ['is not found in something else', ['<html>hello</html>'], 'absent'],
  ])('%s', async (_what, lines, expected) => {
    expect(await queryBreachRange(await serve(answer(...lines)), PASSWORD)).toBe(expected)
  })
})

describe('the check is skipped after', () => {
  test.each([429, 500, 503, 204])('status %i', async (status) => {
    const base = await serve((_request, response) => {
      response.writeHead(status).end(status === 204 ? undefined : `${SUFFIX}:17`)
    })
    expect(await queryBreachRange(base, PASSWORD)).toBe('unknown')
  })

  test('a redirect, which is not followed', async () => {
    let followed = 0
    const elsewhere = await serve((_request, response) => {
      followed += 1
      response.end(`${SUFFIX}:17`)
    })
    const base = await serve((_request, response) => {
      response.writeHead(302, { location: `${elsewhere}/range/${PREFIX}` }).end()
    })
    expect(await queryBreachRange(base, PASSWORD)).toBe('unknown')
    expect(followed).toBe(0)
  })

  test('a refused connection', async () => {
    const base = await serve(answer())
    servers.pop()?.close()
    expect(await queryBreachRange(base, PASSWORD)).toBe('unknown')
  })

  test.each([
    ['it never answers', () => {}],
    [
      'it stops in the middle',
      (_request, response) => {
        response.write(`${'0'.repeat(35)}:3\r\n`)
      },
    ],
  ] satisfies [string, RequestListener][])(
    '%s, after waiting for a second',
    async (_how, listener) => {
      expect(await queryBreachRange(await serve(listener), PASSWORD)).toBe('unknown')
    },
  )

  test('a connection that breaks off', async () => {
    const base = await serve((request) => request.socket.destroy())
    expect(await queryBreachRange(base, PASSWORD)).toBe('unknown')
  })

  test('an endless response', async () => {
    const line = `${'0'.repeat(35)}:3\r\n`.repeat(1000)
    const base = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(line));
      }
      response.on('drain', more)
      more()
    })
    expect(await queryBreachRange(base, PASSWORD)).toBe('unknown')
  })

  test('a response of more than a million bytes', async () => {
    const longest = `${SUFFIX}:17\n`.padEnd(1_000_000, '0:0\n')
    expect(await queryBreachRange(await serve(answer(longest)), PASSWORD)).toBe('found')
    expect(await queryBreachRange(await serve(answer(`${longest}\n`)), PASSWORD)).toBe('unknown')
  })

  test('an invalid URL', async () => {
    expect(await queryBreachRange('not an address', PASSWORD)).toBe('unknown')
  })
})
