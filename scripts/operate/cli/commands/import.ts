import { readFile, stat } from 'node:fs/promises'
import { env } from '@/lib/env'
import { importUsers } from '@/lib/services/transfer/import-users'
import type { BadUser } from '@/lib/services/transfer/judge-user'
import { costsOf, type HashCost } from '@/lib/services/transfer/hash-costs'
import { prepareImport } from '@/lib/services/transfer/prepare-import'
import { MAX_FILE_BYTES } from '@/lib/services/transfer/read-users-file'
import { CommandFailed, textOption, type Command, type CommandInput } from '../command'
import { readFirebaseParameters } from '../firebase-parameters'
import { progressBar } from '../progress-bar'

const MOST_PROBLEMS = 50
const FAILED = 1

export const importCommand: Command = {
  name: 'import',
  says: 'create accounts from a CSV or JSON file, with the password hashes of another system',
  details:
    'Hashes of bcrypt, argon2, scrypt and PBKDF2 are accepted; each is replaced when its owner signs in.\n' +
    'Nothing is created while one user of the file is refused, unless you add --skip-bad. Users with an\n' +
    'account are skipped, so an import that was interrupted can be run again. See docs/import.md.',
  positionals: [{ name: 'file', says: 'users.csv, with a header, or users.json' }],
  options: {
    'dry-run': { type: 'boolean', says: 'check everything, change nothing' },
    'skip-bad': { type: 'boolean', says: 'create the others when some are refused' },
    'make-usernames': { type: 'boolean', says: 'replace usernames that cannot be used here' },
    'emails-confirmed': { type: 'boolean', says: 'take every email as confirmed' },
    firebase: { type: 'string', value: 'file', says: "the hash parameters of Firebase's console" },
  },
  run: async (input) => {
    const { users, known, bad } = await readUsers(input)
    const isDryRun = input.options['dry-run'] === true
    if (bad.length > 0 && !input.options['skip-bad'] && !isDryRun) {
      throw new CommandFailed(
        [...problems(bad), `Nothing was imported. Correct the file, or add --skip-bad.`].join('\n'),
      )
    }
    const costs = await costsOf(users)
    const counts = { known, bad: bad.length }
    const json = { ...counts, problems: bad, hashes: costs }
    if (isDryRun) {
      const lines = [
        ...problems(bad),
        `${counted(users.length, 'user')} would be created. ${others(counts)}`,
        ...costsInWords(costs),
        'Nothing was changed.',
      ]
      const exitCode = bad.length > 0 ? FAILED : 0
      return {
        text: lines.join('\n'),
        json: { ...json, imported: 0, possible: users.length },
        exitCode,
      }
    }
    const { imported, skipped } = await importUsers(users, input.now, progressBar(users.length))
    const after = { known: known + skipped, bad: bad.length }
    const lines = [
      ...problems(bad),
      `${counted(imported, 'user')} created. ${others(after)}`,
      ...costsInWords(costs),
    ]
    return { text: lines.join('\n'), json: { ...json, ...after, imported } }
  },
}

async function readUsers(input: CommandInput) {
  const [path = ''] = input.positionals
  const firebase = textOption(input, 'firebase')
  const options = {
    firebase: firebase === undefined ? undefined : await readFirebaseParameters(firebase),
    emailsConfirmed: input.options['emails-confirmed'] === true,
    makeUsernames: input.options['make-usernames'] === true,
    allowedEmailDomains: env().ALLOWED_EMAIL_DOMAINS,
  }
  const prepared = await prepareImport(await contentOf(path), options, input.now)
  if ('problem' in prepared) throw new CommandFailed(prepared.problem)
  return prepared
}

async function contentOf(path: string): Promise<Buffer> {
  const info = await stat(path).catch(() => null)
  if (!info?.isFile()) throw new CommandFailed(`There is no file "${path}".`)
  // One more byte than may be there is enough to refuse it.
  if (info.size > MAX_FILE_BYTES) return Buffer.alloc(MAX_FILE_BYTES + 1)
  return readFile(path)
}

function problems(bad: readonly BadUser[]): string[] {
  const shown = bad.slice(0, MOST_PROBLEMS).map(({ where, problem }) => `${where}: ${problem}`)
  const more = bad.length - shown.length
  return more > 0 ? [...shown, `… and ${more} more. --json lists all of them.`] : shown
}

function others({ known, bad }: { known: number; bad: number }): string {
  return `${counted(known, 'user')} already had an account; ${bad} refused.`
}

function costsInWords({ own, foreign }: { own: number; foreign: readonly HashCost[] }): string[] {
  if (foreign.length === 0) return []
  const dearer = foreign.filter(({ isDearer }) => isDearer)
  return [
    `Checking a password takes ${own} ms here; with an imported hash, until its owner signs in:`,
    ...foreign.map(({ kind, users, ms }) => `  ${kind}: ${ms} ms (${counted(users, 'user')})`),
    ...(dearer.length === 0
      ? []
      : [
          'Those that take longer tell a patient stranger that the account exists, until they are replaced:',
          'see docs/import.md.',
        ]),
  ]
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
