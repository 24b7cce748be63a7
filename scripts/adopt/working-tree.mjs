import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../places.mjs'

const run = promisify(execFile)

/** @returns {Promise<string[]>} the files Git tracks, or would track, that exist */
export async function trackedFiles() {
  const { stdout } = await run(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      maxBuffer: 10_000_000,
    },
  )
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
}

export async function isClean() {
  return (await run('git', ['status', '--porcelain'], { cwd: root })).stdout === ''
}
