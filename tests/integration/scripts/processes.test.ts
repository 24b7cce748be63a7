import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { root } from '@/scripts/places.mjs'
import { freePort, portState } from '@/scripts/run/ports.mjs'
import { commandLineOf, endProcess, identityOf, isAlive } from '@/scripts/run/processes.mjs'

function sleeper(code = 'setTimeout(() => {}, 60_000)'): Promise<number> {
  const child = spawn(process.execPath, ['--eval', `${code}; console.log('ready')`])
  return new Promise((resolve) => child.stdout.once('data', () => resolve(child.pid ?? 0)))
}

test('a process is identified by its id and start time', async () => {
  const identity = await identityOf(await sleeper())
  if (identity === null) throw new Error('not found')

  expect(await isAlive(identity)).toBe(true)
  expect(await isAlive({ ...identity, startedAt: 'another time' })).toBe(false)
  expect(await commandLineOf(identity.pid)).toContain('setTimeout')

  await endProcess(identity, { patienceMs: 5000 })
  expect(await isAlive(identity)).toBe(false)
  expect(await identityOf(identity.pid)).toBeNull()
})

test('a process that reuses the id is left alone', async () => {
  const identity = await identityOf(await sleeper())
  if (identity === null) throw new Error('not found')

  await endProcess({ ...identity, startedAt: 'before it' }, { patienceMs: 0 })

  expect(await isAlive(identity)).toBe(true)
  await endProcess(identity, { patienceMs: 5000 })
})

test('a process that ignores the signal is killed', async () => {
  const deaf = "process.on('SIGTERM', () => {}); setTimeout(() => {}, 60_000)"
  const identity = await identityOf(await sleeper(deaf))
  if (identity === null) throw new Error('not found')

  await endProcess(identity, { patienceMs: 100 })

  await expect.poll(() => isAlive(identity)).toBe(false)
})

test.each([
  ['with a shell between them that stays', 'node who.mjs; true'],
  ['with a shell that may leave', 'node who.mjs'],
  ['without a shell', 'exec node who.mjs'],
])('a script knows the npm that runs it, %s', async (_, script) => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-npm-'))
  const source = JSON.stringify(join(root, 'scripts/run/processes.mjs'))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { who: script } }))
  await writeFile(
    join(folder, 'who.mjs'),
    `import { ownNpm } from ${source}\nconsole.log((await ownNpm())?.pid)`,
  )

  const npm = spawn('npm', ['run', '--silent', 'who'], { cwd: folder })

  expect(Number(await text(npm.stdout))).toBe(npm.pid)
  await rm(folder, { recursive: true })
})

test('a port is free, taken, or free again', async () => {
  const port = await freePort()
  expect(await portState(port)).toBe('free')

  const holder = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => holder.once('listening', resolve))
  expect(await portState(port)).toBe('taken')
  expect(await freePort(port)).not.toBe(port)

  await new Promise((resolve) => holder.close(resolve))
  expect(await freePort(port)).toBe(port)
})
