import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PATIENTLY } from '../../setup/patiently'

const here = import.meta.dirname
const root = join(here, '../../..')
let folder = ''

// Inside the project, so that the compiled program finds the packages.
beforeAll(async () => {
  folder = await mkdtemp(join(root, 'node_modules', '.latchkey-test-'))
  await build({
    entryPoints: [join(here, 'fixtures/slow-server.ts')],
    outfile: join(folder, 'server.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': root },
  })
})
afterAll(() => rm(folder, { recursive: true }))

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s loses no request in flight and exits with 0',
  async (signal) => {
    const child = spawn(process.execPath, [join(folder, 'server.mjs')])
    let output = ''
    child.stdout.on('data', (part) => (output += String(part)))
    await expect.poll(() => output, PATIENTLY).toMatch(/^\d+\n/)
    const url = `http://127.0.0.1:${output.trim()}/api/health`

    const inFlight = Array.from({ length: 20 }, () => fetch(url).then((answer) => answer.text()))
    await expect.poll(() => output.match(/asked/g)?.length, PATIENTLY).toBe(20)
    child.kill(signal)
    child.kill(signal) // A second signal must not cut anyone off.
    const [code] = await once(child, 'exit')

    expect(await Promise.all(inFlight)).toEqual(Array.from({ length: 20 }, () => 'acknowledged'))
    expect(code).toBe(0)
    expect(output).toMatch(/asked\nwork stopped\nclosed\n$/)
  },
  20_000,
)

test('a stopping process serves new connections until the drain delay is over', async () => {
  const env = { ...process.env, DRAIN_DELAY_MS: '1500' }
  const child = spawn(process.execPath, [join(folder, 'server.mjs')], { env })
  let output = ''
  child.stdout.on('data', (part) => (output += String(part)))
  await expect.poll(() => output, PATIENTLY).toMatch(/^\d+\n/)
  const url = `http://127.0.0.1:${output.trim()}/api/health`

  child.kill('SIGTERM')
  const ended = once(child, 'exit')
  // Its answers ask for a new connection from the signal on, and there it still answers.
  const connection = async () => (await fetch(url)).headers.get('connection')
  await expect.poll(connection, PATIENTLY).toBe('close')
  const [code] = await ended
  expect(code).toBe(0)
  await expect(fetch(url)).rejects.toThrow()
}, 20_000)
