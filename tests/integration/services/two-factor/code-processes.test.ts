import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { dataFolder, root } from '@/scripts/places.mjs'
import { newAccount } from '../../setup/new-account'
import { afterFirstStep } from '../../setup/second-step'
import { codeOf, withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const program = join(dataFolder, 'test', `code-process-${process.pid}.mjs`)

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'code-process.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': root },
  })
})

afterAll(() => rm(program, { force: true }))

async function startProcess(): Promise<ChildProcess> {
  const child = fork(program, { cwd: root, env: process.env })
  await once(child, 'message')
  return child
}

async function answersOf(child: ChildProcess): Promise<string[]> {
  const [answers] = (await once(child, 'message')) as [string[]]
  await once(child, 'exit')
  return answers
}

test('the same code in two processes, ten times each at once, is one session', async () => {
  const account = await newAccount()
  const { secret } = await withTwoFactor(account, NOON)
  const children = await Promise.all([startProcess(), startProcess()])
  const answers = children.map(answersOf)
  for (const child of children) {
    const challenges = await Promise.all(
      Array.from({ length: 10 }, () => afterFirstStep(account, NOON)),
    )
    child.send({ challenges, code: codeOf(secret, NOON), now: NOON.toISOString() })
  }
  const all = (await Promise.all(answers)).flat()
  expect(all.filter((answer) => answer === 'a session')).toHaveLength(1)
  expect(all.filter((answer) => answer === 'two_factor_invalid')).toHaveLength(19)
  const opened = { userId: account.id, createdAt: NOON }
  expect(await prisma().session.count({ where: opened })).toBe(1)
}, 60_000)
