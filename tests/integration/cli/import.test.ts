import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { compiledCli } from './run-cli'

/* What is read from files, and who is refused, is tested in tests/integration/services/transfer. */

const cli = compiledCli()
const DJANGO =
  'pbkdf2_sha256$2000$jGA7nYriGvybYD0hWqyk9Y$Xk0Wjoxnzxg4o1WR8YoqrHbtjT8of9zOZ0hxBjKEJo8='

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

test('a dry run reports what an import would do, and an import does it', async () => {
  const file = await fileOf(
    'users.csv',
    `email,password\ngrace@example.com,${DJANGO}\nnobody,\nada@example.com,\n`,
  )
  const dry = await cli(['import', file, '--dry-run'])
  expect({ code: dry.code, stderr: dry.stderr }).toEqual({ code: 1, stderr: '' })
  expect(dry.stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'Line 3: Give a valid email, such as name@example.com.',
      '2 users would be created. 0 users already had an account; 1 refused.',
      expect.stringMatching(/^Checking a password takes \d+ ms here/),
      expect.stringMatching(/^ {2}PBKDF2 with SHA256, 2000 iterations: \d+ ms \(1 user\)$/),
      'Nothing was changed.',
    ]),
  )
  const refused = await cli(['import', file])
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/^Line 3: .*\nNothing was imported\. Correct the file, or add/)
  expect(await prisma().user.count()).toBe(0)

  const done = await cli(['import', file, '--skip-bad', '--json'])
  expect(done.code).toBe(0)
  expect(JSON.parse(done.stdout)).toMatchObject({
    ...{ ok: true, imported: 2, known: 0, bad: 1 },
    problems: [{ where: 'Line 3', problem: expect.any(String) }],
  })
  expect(await prisma().user.count()).toBe(2)
})

test('a file that is not there or cannot be read is refused in a sentence', async () => {
  const nowhere = await cli(['import', join(folder, 'nowhere.csv')])
  expect(nowhere.stderr).toMatch(/^There is no file/)
  const empty = await cli(['import', await fileOf('empty.csv', '')])
  expect(empty).toMatchObject({ code: 1, stderr: 'The file is empty.\n' })
})

test('the parameters of Firebase are read as its console shows them', async () => {
  const user = {
    ...{ localId: 'xyz', email: 'fire@example.com', emailVerified: true },
    ...{ salt: '42xEC+ixf3L2lw==', createdAt: '1738324800000', disabled: false },
    passwordHash:
      'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  }
  const file = await fileOf('users.json', JSON.stringify({ users: [user] }))
  const parameters = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`
  const whole = await fileOf('hash.txt', parameters)
  const part = await fileOf('part.txt', parameters.replace('mem_cost', 'memory'))
  const refused = await cli(['import', file, '--firebase', part])
  expect(refused.stderr).toBe('--firebase: The file does not say mem_cost.\n')
  const done = await cli(['import', file, '--firebase', whole])
  expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 user created\./) })
})
