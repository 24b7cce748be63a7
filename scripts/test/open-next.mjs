import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run, runNode } from '../child.mjs'
import { Failure } from '../failure.mjs'
import { dataFolder } from '../places.mjs'
import { step } from '../terminal.mjs'
import { makeWorkingCopy } from './working-copy.mjs'

const VERSION = '4.1.16'

/**
 * Builds a copy of the working tree with OpenNext, which is no dependency: it is installed beside it.
 *
 * @returns {Promise<{ copy: string, handler: string }>} the copy, and in it the folder of its function
 */
export async function buildWithOpenNext() {
  const program = await step(`Installing OpenNext ${VERSION}`, installed)
  const copy = await makeWorkingCopy('open-next')
  await writeFile(join(copy, 'open-next.config.ts'), await documentedConfig(copy))
  await step('Building with OpenNext', async () => {
    const env = { ...process.env, LATCHKEY_RUNTIME: 'functions' }
    const { code, stdout, stderr } = await runNode([program, 'build'], { cwd: copy, env })
    if (code !== 0) throw new Failure(`OpenNext could not build.\n${stdout}${stderr}`)
  })
  return { copy, handler: join(copy, '.open-next/server-functions/default') }
}

/** @returns {Promise<string>} its program */
async function installed() {
  const folder = join(dataFolder, 'open-next', VERSION)
  const program = join(folder, 'node_modules/@opennextjs/aws/dist/index.js')
  if (existsSync(program)) return program
  await mkdir(folder, { recursive: true })
  const packageName = `@opennextjs/aws@${VERSION}`
  const { code, stderr } = await run('npm', ['install', '--prefix', folder, packageName])
  if (code !== 0) throw new Failure(`OpenNext could not be installed.\n${stderr}`)
  return program
}

/** @param {string} copy */
async function documentedConfig(copy) {
  const page = await readFile(join(copy, 'docs/deploy/lambda.md'), 'utf8')
  const [, config] = /```ts\n(.*?)```/s.exec(page) ?? []
  if (config === undefined) throw new Failure('docs/deploy/lambda.md has no open-next.config.ts.')
  return config
}
