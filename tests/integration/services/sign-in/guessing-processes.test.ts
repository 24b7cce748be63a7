import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { dataFolder, root } from '@/scripts/places.mjs'
import { newAccount } from '../../setup/new-account'

const program = join(dataFolder, 'test', `guessing-process-${process.pid}.mjs`)

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'guessing-process.ts')],
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

test('two processes with a hundred concurrent guesses each get five in total', async () => {
  const { email } = await newAccount()
  const children = await Promise.all([startProcess(), startProcess()])
  const answers = children.map(answersOf)
  for (const [index, child] of children.entries()) {
    const now = '2026-03-01T12:00:00Z'
    child.send({ identifier: email, guesses: 100, address: `192.0.2.${index}`, now })
  }
  const all = (await Promise.all(answers)).flat()
  expect(all.filter((answer) => answer === 'invalid_credentials')).toHaveLength(5)
  expect(all.filter((answer) => answer === 'rate_limited')).toHaveLength(195)
  const counts = await prisma().attemptCounter.findMany({ where: { lockedUntil: { not: null } } })
  expect(
    counts
      .map(({ count }) => count)
      .sort()
      .at(-1),
  ).toBe(5)
}, 60_000)
