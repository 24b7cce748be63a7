import { spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '@/scripts/run/ports.mjs'
import { endProcess, identityOf, isAlive, type ProcessIdentity } from '@/scripts/run/processes.mjs'
import { claimPort, endOrphans, noteServer } from '@/scripts/run/running.mjs'
import { product } from '@/lib/product'

let folder = ''
let port = 0
let server: ProcessIdentity

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-servers-'))
  port = await freePort()
  server = await newProcess()
  await noteServer({ port, mode: 'demo', serverPid: server.pid }, folder)
})

afterEach(async () => {
  await endProcess(server, { patienceMs: 0 })
  await rm(folder, { recursive: true })
})

async function newProcess(): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60_000)'])
  const identity = await identityOf(child.pid ?? 0)
  if (identity === null) throw new Error('did not start')
  return identity
}

/** Rewrites the note as if another process had written it, or as if it named another one. */
async function rewriteNote(change: object): Promise<void> {
  const file = join(folder, `${port}.json`)
  const note: object = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...note, ...change }))
}

const gone = { pid: process.pid, startedAt: 'long ago' }

test('a server with a live launcher is left alone, and its port is refused', async () => {
  expect(await endOrphans(folder)).toHaveLength(1)

  await expect(claimPort(port, 'demo', folder)).rejects.toThrow(
    `${product.name} already runs on http://localhost:${port}. Press Ctrl-C where it was started, ` +
      `or start a second one: PORT=${port + 1} npm run demo`,
  )
  expect(await isAlive(server)).toBe(true)
})

test('a server whose launcher was killed is stopped, and its port is free', async () => {
  await rewriteNote({ launcher: gone })

  await claimPort(port, 'demo', folder)

  expect(await isAlive(server)).toBe(false)
  expect(await readdir(folder)).toEqual([])
})

test('when npm was killed, its orphaned launcher is stopped too', async () => {
  const launcher = await newProcess()
  await rewriteNote({ launcher, npm: gone })

  expect(await endOrphans(folder)).toEqual([])

  expect(await isAlive(launcher)).toBe(false)
  expect(await isAlive(server)).toBe(false)
})

test('a process that reuses the id of a dead server is never touched', async () => {
  await rewriteNote({ launcher: gone, server: { ...server, startedAt: 'before it' } })

  expect(await endOrphans(folder)).toEqual([])

  expect(await isAlive(server)).toBe(true)
})

test('an incomplete note is deleted', async () => {
  await writeFile(join(folder, `${port}.json`), '{"port":')

  expect(await endOrphans(folder)).toEqual([])
  expect(await readdir(folder)).toEqual([])
})

test('a port used by another program is one sentence with the remedy', async () => {
  const held = await freePort()
  const stranger = createServer().listen(held, '127.0.0.1')
  await new Promise((resolve) => stranger.once('listening', resolve))

  await expect(claimPort(held, 'dev', folder)).rejects.toThrow(
    `Port ${held} is used by another program. Choose another one: PORT=${held + 1} npm run dev`,
  )
  stranger.close()
})
