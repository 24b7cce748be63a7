import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testDistFolder } from '@/scripts/test/test-server.mjs'

/** The tests' build without its middleware, relative to the project root. */
export const WITHOUT_MIDDLEWARE = '.data/test/next-without-middleware'

/** The manifest of functions that run beside the pages; the middleware is the only one. */
const FUNCTIONS = 'functions-config-manifest.json'

/** The manifest that tells the server its build folder. */
const REQUIRED = 'required-server-files.json'

const root = join(import.meta.dirname, '../../..')

/**
 * A second build folder of links into the first, except for the files that name the middleware and
 * the folder itself. What a page, action or handler refuses there, it refuses by itself.
 */
export async function buildWithoutMiddleware(): Promise<void> {
  const from = join(root, testDistFolder)
  const to = join(root, WITHOUT_MIDDLEWARE)
  await rm(to, { recursive: true, force: true })
  await linkAll(from, to, ['server', 'cache', REQUIRED])
  await linkAll(join(from, 'server'), join(to, 'server'), [FUNCTIONS])
  await writeFile(join(to, 'server', FUNCTIONS), JSON.stringify({ version: 1, functions: {} }))
  const required = JSON.parse(await readFile(join(from, REQUIRED), 'utf8')) as { config: object }
  const config = { ...required.config, distDir: WITHOUT_MIDDLEWARE }
  await writeFile(join(to, REQUIRED), JSON.stringify({ ...required, config }))
}

async function linkAll(from: string, to: string, except: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) {
    if (!except.includes(name)) await symlink(join(from, name), join(to, name))
  }
}
