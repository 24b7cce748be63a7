import { expect, test } from 'vitest'
import { consoleToLog } from '@/lib/http/console-lines'
import { createLog } from '@/lib/platform/log'

function capture() {
  const lines: Record<string, unknown>[] = []
  const target = { ...console }
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) })
  return { lines, target, restore: consoleToLog(log, target) }
}

test('printed text becomes a log line without colors', () => {
  const { lines, target } = capture()
  target.warn('\u001b[33m⚠\u001b[39m', 'careful')
  expect(lines[0]).toMatchObject({ level: 'warn', event: 'console', message: '⚠ careful' })
})

test('an error keeps what the log keeps of errors', () => {
  const { lines, target } = capture()
  target.error('⨯', new SyntaxError('Unexpected token "lantern"'))
  expect(lines[0]).toMatchObject({ level: 'error', err: { name: 'SyntaxError' } })
  expect(JSON.stringify(lines)).not.toContain('lantern')
})

test('objects and blank lines are not logged', () => {
  const { lines, target } = capture()
  target.log({ password: 'lantern' })
  target.info('')
  expect(lines).toEqual([])
})

test('the console is restored', () => {
  const { target, restore } = capture()
  const replaced = target.log
  restore()
  expect(target.log).not.toBe(replaced)
})

test('a client that disconnects in mid-request is not logged as our error', () => {
  const { lines, target } = capture()
  target.error('⨯ uncaughtException:', Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
  target.error('⨯ uncaughtException:', Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  expect(lines.map(({ level }) => level)).toEqual(['info', 'error'])
})
