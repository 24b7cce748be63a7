import { fork } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runNode } from '../../scripts/child.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { packagesNeededBy, place } from '../../scripts/operate/linked-packages.mjs'
import { dataFolder, root } from '../../scripts/places.mjs'

/*
 * The apps to compare with, each a small one of its own: `floor`, a bare Next app; `stock`, Auth.js
 * v5 with credentials set up as in its guides.
 */

const PACKAGES = {
  floor: ['next', 'react', 'react-dom'],
  stock: ['next', 'react', 'react-dom', 'next-auth', 'bcryptjs', 'zod', 'react-hot-toast'],
}
const nextProgram = 'node_modules/next/dist/bin/next'
const START_PATIENCE_MS = 60_000
const ENVIRONMENT = {
  NODE_ENV: /** @type {const} */ ('production'),
  NEXT_TELEMETRY_DISABLED: '1',
}

/** @param {'floor' | 'stock'} name */
const folderOf = (name) => join(dataFolder, 'bench', name)

/**
 * It has its own packages, because Next would otherwise find missing files, such as a middleware, in
 * the app's folder above.
 *
 * @param {'floor' | 'stock'} name
 * @param {{ output?: 'standalone' }} [how]
 */
export async function buildReferenceApp(name, how = {}) {
  const folder = folderOf(name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await cp(join(root, 'tests/bench/reference', name), folder, { recursive: true })
  for (const path of await packagesNeededBy(PACKAGES[name])) await place(path, folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, type: 'module' }))
  const options = {
    ...{ turbopack: { root: folder }, typescript: { ignoreBuildErrors: true } },
    ...(how.output ? { output: how.output, outputFileTracingRoot: folder } : {}),
  }
  await writeFile(join(folder, 'next.config.mjs'), `export default ${JSON.stringify(options)}\n`)
  const { code, stdout, stderr } = await runNode([nextProgram, 'build'], {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT },
  })
  if (code !== 0) throw new Failure(`The app "${name}" could not be built.\n${stdout}${stderr}`)
}

/**
 * Starts it as its users would, and monitors its event loop.
 *
 * @param {'floor' | 'stock'} name
 * @param {{ port: number, env?: Record<string, string>, path: string }} options path: answers 200 once
 *   it is up
 */
export async function startReferenceApp(name, { port, env = {}, path }) {
  const log = openSync(join(dataFolder, 'bench', `${name}.log`), 'w', 0o600)
  const child = fork(
    join(folderOf(name), nextProgram),
    ['start', '--port', String(port), '--hostname', '127.0.0.1'],
    {
      cwd: folderOf(name),
      env: { PATH: process.env.PATH, ...ENVIRONMENT, ...env },
      execArgv: ['--import', join(root, 'tests/bench/loop-delay.mjs')],
      stdio: ['ignore', log, log, 'ipc'],
    },
  )
  await untilAnswered(`http://127.0.0.1:${port}${path}`, child)
  return watched(child)
}

/** @param {import('node:child_process').ChildProcess} child */
export function watched(child) {
  return {
    pid: child.pid ?? 0,
    resetDelay: () => void child.send('reset'),
    /** @returns {Promise<{ p99Ms: number, maxMs: number }>} */
    readDelay: async () => {
      child.send('read')
      const [delay] = await once(child, 'message')
      return delay
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

/**
 * @param {string} address
 * @param {import('node:child_process').ChildProcess} child
 */
export async function untilAnswered(address, child) {
  const endsAt = Date.now() + START_PATIENCE_MS
  while (Date.now() < endsAt && child.exitCode === null) {
    const answer = await fetch(address, { redirect: 'manual' }).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    await sleep(5)
  }
  child.kill('SIGKILL')
  throw new Failure(`Nothing answered on ${address}; see the logs in .data/bench.`)
}
