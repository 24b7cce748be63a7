import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { FRONT_TIMEOUTS } from '@/lib/http/limits'
import { parseAnswer, requestText, sendRaw, startFront } from './front-server'

const IMPATIENT = { ...FRONT_TIMEOUTS, headersMs: 100, requestMs: 200, checkEveryMs: 20 }

describe('a client that never finishes', () => {
  test('its headers gets a 408 with our headers', async () => {
    const { port, handled } = await startFront(undefined, { timeouts: IMPATIENT })
    const answer = parseAnswer(await sendRaw(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n`))
    expect(answer.status).toBe(408)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.body).toContain('too long to arrive')
    expect(handled).toEqual([])
  })

  test('its body gets a 408 and never reaches the handler', async () => {
    const { port, handled } = await startFront(undefined, { timeouts: IMPATIENT })
    const head = requestText(port, 'POST /sign-in HTTP/1.1', [
      `Origin: http://localhost:${port}`,
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 100',
    ])
    expect(parseAnswer(await sendRaw(port, `${head}abc`)).status).toBe(408)
    expect(handled).toEqual([])
  })

  test('sending a refused body is cut off', async () => {
    const { port } = await startFront(undefined, { timeouts: { ...IMPATIENT, lingerMs: 100 } })
    const head = requestText(port, 'POST /sign-in HTTP/1.1', ['Content-Length: 100000000'])
    const startedMs = performance.now()
    const answer = await sendRaw(port, `${head}abc`)
    expect(parseAnswer(answer).status).toBe(403)
    expect(performance.now() - startedMs).toBeLessThan(1000)
  })
})

test.each([
  ['at once', true],
  ['once it has begun', false],
])('garbage sent %s does not corrupt a response in progress', async (_when, atOnce) => {
  const { port } = await startFront((_request, response) => {
    response.write('first ')
  })
  const garbage = '\x00garbage\r\n\r\n'
  const received = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n${atOnce ? garbage : ''}`)
    })
    socket.on('data', (part) => {
      text += String(part)
      if (!atOnce) socket.write(garbage)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200'])
  expect(received).toContain('first ')
})
