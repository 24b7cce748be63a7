import { connect } from 'node:net'

/**
 * The responses: every status (a request may be parsed as several), all text received, and the time
 * to the first one.
 */
export type Answer = { statuses: number[]; head: string; text: string; ms: number }

const COMPLETE_AFTER_MS = 150
const SILENCE_MS = 2000
const PATIENCE_MS = 20_000

/**
 * Sends raw bytes on a separate connection and reads until the server closes it. An unfinished request
 * is ended after a while, because the server must not wait forever either.
 *
 * @returns null without a response
 */
export function sendBytes(port: number, bytes: Buffer): Promise<Answer | null> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    let ms = 0
    const received: Buffer[] = []
    const isHead = bytes.subarray(0, 5).toString('latin1') === 'HEAD '
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const timers = new Set<NodeJS.Timeout>()
    const after = (ms: number, work: () => void) => timers.add(setTimeout(work, ms))
    const finish = () => {
      for (const timer of timers) clearTimeout(timer)
      socket.destroy()
      resolve(readAnswer(Buffer.concat(received), ms))
    }
    socket.on('data', (part: Buffer) => {
      if (received.length === 0) ms = performance.now() - startedAt
      received.push(part)
      if (isComplete(Buffer.concat(received), isHead)) after(COMPLETE_AFTER_MS, finish)
    })
    socket.on('error', finish)
    socket.on('close', finish)
    after(SILENCE_MS, () => {
      if (received.length === 0 && isUnfinished(bytes)) socket.end()
    })
    after(PATIENCE_MS, finish)
  })
}

const HEAD_END = '\r\n\r\n'

function readAnswer(bytes: Buffer, ms: number): Answer | null {
  const raw = bytes.toString('latin1')
  const statuses = [...raw.matchAll(/(?:^|\r\n)HTTP\/1\.[01] (\d{3})/g)].map(([, code]) =>
    Number(code),
  )
  if (statuses.length === 0) return null
  const at = raw.indexOf(HEAD_END)
  const head = at === -1 ? raw : raw.slice(0, at)
  // Chunk boundaries would split the text searched for.
  const text = bytes.toString('utf8').replace(/\r\n[0-9a-f]+\r\n/g, '')
  return { statuses, head, text, ms }
}

function isComplete(bytes: Buffer, isHead: boolean): boolean {
  const raw = bytes.toString('latin1')
  const at = raw.indexOf(HEAD_END)
  if (at === -1) return false
  if (isHead) return true
  const head = raw.slice(0, at).toLowerCase()
  if (/transfer-encoding: chunked/.test(head)) return raw.endsWith('\r\n0\r\n\r\n')
  const length = /content-length: (\d+)/.exec(head)?.[1]
  return length === undefined || bytes.length >= at + HEAD_END.length + Number(length)
}

/** Whether the server may correctly wait for more: unfinished headers or body. */
function isUnfinished(bytes: Buffer): boolean {
  const raw = bytes.toString('latin1')
  const at = raw.indexOf(HEAD_END)
  if (at === -1) return true
  const head = raw.slice(0, at).toLowerCase()
  const length = Number(/content-length:\s*(\d+)/.exec(head)?.[1] ?? 0)
  return /transfer-encoding/.test(head) || raw.length < at + HEAD_END.length + length
}
