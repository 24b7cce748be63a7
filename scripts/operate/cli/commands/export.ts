import { constants } from 'node:fs'
import { copyFile, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { countExportableUsers, exportUsers } from '@/lib/services/transfer/export-users'
import { CommandFailed, type Command } from '../command'
import { progressBar } from '../progress-bar'

const ONLY_OWNER = 0o600
const ONLY_OWNER_FOLDER = 0o700

/** Copied beside the rows: what verifies their passwords there. */
const DERIVE = 'lib/password/imported/derive.mjs'
const VERIFY = 'scripts/operate/better-auth/verify-password.mjs'

export const exportCommand: Command = {
  name: 'export',
  says: 'write all accounts, with their passwords, for Better Auth',
  details:
    'Writes user.json and account.json, rows of its tables, and a module that verifies their passwords.\n' +
    'Keep the folder as safe as the database, and PASSWORD_PEPPER apart from it. See docs/import.md.',
  positionals: [{ name: 'folder', says: 'a new folder' }],
  options: {},
  run: async ({ positionals, now }) => {
    const [typed = ''] = positionals
    const folder = resolve(typed)
    if (await stat(folder).catch(() => null)) {
      throw new CommandFailed(`"${typed}" exists already. Name a new folder.`)
    }
    const unfinished = `${folder}.${process.pid}`
    await mkdir(unfinished, { mode: ONLY_OWNER_FOLDER }).catch(() => {
      throw new CommandFailed(`"${typed}" cannot be created.`)
    })
    try {
      const counts = await writeRows(unfinished, now)
      await copyFile(DERIVE, join(unfinished, 'derive.mjs'), constants.COPYFILE_EXCL)
      const verify = await readFile(VERIFY, 'utf8')
      await writeFile(
        join(unfinished, 'verify-password.mjs'),
        verify.replace(`../../../${DERIVE}`, './derive.mjs'),
      )
      await rename(unfinished, folder)
      const { users, passwords } = counts
      return {
        text: `${users} users, ${passwords} of them with a password, are in ${folder}`,
        json: { folder, ...counts },
      }
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
  },
}

async function writeRows(folder: string, now: Date) {
  const files = {
    user: await open(join(folder, 'user.json'), 'wx', ONLY_OWNER),
    account: await open(join(folder, 'account.json'), 'wx', ONLY_OWNER),
  }
  const written = { user: 0, account: 0 }
  const progress = progressBar(await countExportableUsers())
  const add = async (table: keyof typeof files, rows: object[]) => {
    const text = rows.map(
      (row, n) => `${written[table] + n === 0 ? '[' : ','}\n${JSON.stringify(row)}`,
    )
    await files[table].write(text.join(''))
    written[table] += rows.length
  }
  try {
    for await (const rows of exportUsers(now)) {
      await add(
        'user',
        rows.map(({ user }) => user),
      )
      await add(
        'account',
        rows.flatMap(({ account }) => account ?? []),
      )
      progress(written.user)
    }
    for (const table of ['user', 'account'] as const) {
      await files[table].write(written[table] === 0 ? '[]\n' : '\n]\n')
    }
  } finally {
    await Promise.all([files.user.close(), files.account.close()])
  }
  return { users: written.user, passwords: written.account }
}
