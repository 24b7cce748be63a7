import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { ask, askHidden } from '@/scripts/operate/cli/terminal-input'

/** A terminal that someone types into; `shown` is what it displays. */
function newTerminal() {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  output.on('data', (part) => (shown += String(part)))
  return {
    terminal: { input, output },
    type: (text: string) => input.write(text),
    shown: () => shown,
  }
}

test('the typed line is the answer', async () => {
  const { terminal, type, shown } = newTerminal()
  const answer = ask('Name', terminal)
  type('Ada\r')
  expect(await answer).toBe('Ada')
  expect(shown()).toContain('Name: ')
})

test('a secret is read and never shown', async () => {
  const { terminal, type, shown } = newTerminal()
  const answer = askHidden('Password', terminal)
  type('harbour violin umbrella\r')
  expect(await answer).toBe('harbour violin umbrella')
  expect(shown()).toContain('Password: ')
  expect(shown()).not.toMatch(/harbour|violin|umbrella|h/)
})

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s cancels and says that nothing was changed', async (_name, key) => {
  const { terminal, type } = newTerminal()
  const answer = askHidden('Password', terminal)
  type(key)
  await expect(answer).rejects.toThrow('Canceled. Nothing was changed.')
})
