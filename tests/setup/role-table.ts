import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAdministrator, ROLE_NAMES } from '@/lib/domain/accounts/roles'
import { audienceOf } from '@/lib/domain/site/routes'

const SITUATIONS = ['anonymous', 'disabled', 'unverified']

/** The columns of the table: visitors without a session, and one per role, in lower case. */
export const ROLES: readonly string[] = [
  ...SITUATIONS,
  ...ROLE_NAMES.map((role) => role.toLowerCase()),
]

/** What one route does for each of them. */
type RoleRow = { name: string; outcomes: Record<string, string> }

export type RoleTable = { pages: RoleRow[]; actions: RoleRow[]; handlers: RoleRow[] }

/** Reads the tables of `docs/security/roles.md`, their only source. */
export function readRoleTable(): RoleTable {
  const text = readDocument()
  return {
    pages: rowsBelow(text, 'Pages'),
    actions: rowsBelow(text, 'Actions'),
    handlers: rowsBelow(text, 'Handlers'),
  }
}

function readDocument(): string {
  return readFileSync(join(import.meta.dirname, '../../docs/security/roles.md'), 'utf8')
}

function rowsBelow(text: string, heading: string): RoleRow[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  const columns = cellsOf(own.split('\n').find((line) => line.startsWith('|')) ?? '')
  return own
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const cells = cellsOf(line)
      const outcomes = ROLES.map((role) => [role, cells[columns.indexOf(role)] ?? ''])
      return { name: cells[0] ?? '', outcomes: Object.fromEntries(outcomes) }
    })
}

const cellsOf = (line: string) => line.split('|').slice(1, -1).map(tidy)

function tidy(cell: string): string {
  return cell.trim().replaceAll('`', '')
}

/** Whether a row such as `GET /api/auth/csrf` is about a route such as `/api/auth/[...nextauth]`. */
export function isAboutRoute(path: string, route: string): boolean {
  const parts = route
    .split('/')
    .map((part) =>
      part.startsWith('[...') ? '.+' : part.startsWith('[') ? '[^/]+' : escaped(part),
    )
  return new RegExp(`^${parts.join('/')}$`).test(path)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** What a route most likely answers, as a row to add to the table: a start, to be checked. */
export function rowToAdd(kind: keyof RoleTable, name: string): string {
  const path = kind === 'handlers' ? (name.split(' ')[1] ?? '') : name
  const [, columns = ''] = /^\| page \| (.*) \| what/m.exec(readDocument()) ?? []
  const outcomes = columns.split(' | ').map((role) => likelyOutcome(kind, path, role))
  return `| \`${name}\` | ${outcomes.join(' | ')} | what it shows or changes |`
}

function likelyOutcome(kind: keyof RoleTable, path: string, role: string): string {
  const isSignedIn = !SITUATIONS.includes(role)
  const isOpen = path.startsWith('/') && audienceOf(path) === 'everyone'
  if (kind === 'handlers') return isOpen || isSignedIn ? '200' : '307'
  if (!isSignedIn && !isOpen) return 'sign-in'
  if (path.startsWith('/admin') && !isAdministrator(role.toUpperCase())) return '404'
  return kind === 'pages' ? 'shown' : 'runs'
}

/** Where a row goes: by path, or by the action's name. */
export function sortKey(name: string): string {
  return `${name.split(' ').at(-1) ?? ''} ${name}`
}
