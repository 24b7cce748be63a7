import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

/*
 * A small project with code that nothing reaches. The tool runs with the configuration and the two
 * command lines of `npm run check`.
 */

const root = join(import.meta.dirname, '../../..')

const FILES = {
  'package.json': JSON.stringify({ name: 'house', type: 'module' }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@/*': ['./*'] } } }),
  'auth.ts': `import { used } from '@/lib/domain/rules'\nused()\n`,
  'lib/domain/rules.ts': `export const used = () => 1\nexport const unused = () => 2\n`,
  'lib/domain/leftover.ts': `export const leftover = 3\n`,
  'lib/domain/model.ts': `export const model = 4\n`,
  'tests/unit/model.test.ts': `import { model } from '@/lib/domain/model'\nmodel.toFixed()\n`,
}

type Found = { name: string }
type Report = { issues: { file: string; files?: Found[]; exports?: Found[] }[] }

let house: string

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'dead-code-'))
  await cp(join(root, 'knip.config.ts'), join(house, 'knip.config.ts'))
  for (const [file, content] of Object.entries(FILES)) {
    await mkdir(dirname(join(house, file)), { recursive: true })
    await writeFile(join(house, file), content)
  }
})

afterAll(() => rm(house, { recursive: true }))

/** What the tool reports, as "file" or "file: export"; it exits with 1. */
async function reported(...options: string[]): Promise<string[]> {
  const tool = join(root, 'node_modules/knip/bin/knip.js')
  const args = [tool, '--no-progress', '--no-config-hints', '--reporter', 'json', ...options]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: house }).catch(
    (error: { stdout: string }) => error,
  )
  const { issues } = JSON.parse(stdout) as Report
  return issues
    .flatMap(({ file, files = [], exports = [] }) => [
      ...files.map(() => file),
      ...exports.map(({ name }) => `${file}: ${name}`),
    ])
    .sort()
}

test('a file and an export that nobody imports are refused', async () => {
  expect(await reported()).toEqual(['lib/domain/leftover.ts', 'lib/domain/rules.ts: unused'])
})

test('code that only tests import is refused', async () => {
  expect(await reported('--production', '--include', 'files,exports,types')).toEqual([
    'lib/domain/leftover.ts',
    'lib/domain/model.ts',
    'lib/domain/rules.ts: unused',
  ])
})
