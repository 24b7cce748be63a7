import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { importedPassword } from '@/lib/password/password'
import { readForeignHash } from '@/lib/password/imported/read-foreign-hash'
import { newAccount, PASSWORD } from '../setup/new-account'
import { compiledCli } from './run-cli'

const cli = compiledCli()

let folder = ''
beforeAll(async () => {
  // In the clone, where the copied module finds its packages.
  folder = await mkdtemp(join(process.cwd(), '.data', 'test', 'export-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Verify = (given: { hash: string; password: string }) => Promise<boolean>
type Verifier = { verifyExportedPassword: (peppers: string, own: Verify) => Verify }

const rowsOf = async (name: string) =>
  JSON.parse(await readFile(join(folder, 'out', name), 'utf8')) as Record<string, string>[]

test('exported passwords are verified by the module that comes with them', async () => {
  const own = await newAccount()
  const imported = await newAccount()
  const without = await newAccount()
  const foreign = readForeignHash(
    'pbkdf2_sha256$2000$jGA7nYriGvybYD0hWqyk9Y$Xk0Wjoxnzxg4o1WR8YoqrHbtjT8of9zOZ0hxBjKEJo8=',
  )
  if (typeof foreign === 'string') throw new Error(foreign)
  const data = importedPassword(foreign)
  await prisma().user.update({ where: { id: imported.id }, data })
  await prisma().user.update({ where: { id: without.id }, data: { passwordHash: null } })

  const { code, stdout, stderr } = await cli(['export', join(folder, 'out')])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^3 users, 2 of them with a password, are in /)

  const users = await rowsOf('user.json')
  expect(users.find(({ id }) => id === own.id)).toMatchObject({
    ...{ email: own.email, username: own.username, emailVerified: true, banned: false },
  })
  const accounts = await rowsOf('account.json')
  const hashOf = ({ id }: { id: string }) =>
    accounts.find(({ userId }) => userId === id)?.password ?? ''
  const verifier = join(folder, 'out', 'verify-password.mjs')
  const { verifyExportedPassword } = (await import(
    /* @vite-ignore */ pathToFileURL(verifier).href
  )) as Verifier
  const verify = verifyExportedPassword(process.env.PASSWORD_PEPPER ?? '', () =>
    Promise.resolve(false),
  )
  expect(await verify({ hash: hashOf(own), password: PASSWORD })).toBe(true)
  expect(await verify({ hash: hashOf(own), password: `${PASSWORD} ` })).toBe(false)
  expect(await verify({ hash: hashOf(imported), password: 'lantern ladder lagoon' })).toBe(true)
  expect(await verify({ hash: hashOf(imported), password: 'lantern ladder' })).toBe(false)
  expect(await verify({ hash: 'salt:key', password: PASSWORD })).toBe(false)

  const file = await stat(join(folder, 'out', 'account.json'))
  expect(file.mode & 0o077).toBe(0)
  const events = await prisma().auditEvent.findMany({ where: { action: 'user_exported' } })
  expect(events).toMatchObject([{ actorId: null, details: { via: 'cli', users: 3 } }])
})

test('a folder that exists, or cannot be made, is refused in a sentence', async () => {
  const there = await cli(['export', folder])
  expect(there).toMatchObject({ code: 1, stderr: expect.stringMatching(/exists already\./) })
  const nowhere = await cli(['export', join(tmpdir(), 'nowhere', 'at', 'all')])
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot be created\./) })
})
