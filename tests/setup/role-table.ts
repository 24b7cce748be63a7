import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROLES = ['anonymous', 'user', 'disabled', 'unverified', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** What one route does for each of the five. */
type RoleRow = { name: string; outcomes: Record<Role, string> }

export type RoleTable = { pages: RoleRow[]; actions: RoleRow[]; handlers: RoleRow[] }

/** The tables of `docs/security/roles.md`, which is where they are written and read. */
export function readRoleTable(): RoleTable {
  const file = join(import.meta.dirname, '../../docs/security/roles.md')
  const text = readFileSync(file, 'utf8')
  return {
    pages: rowsBelow(text, 'Pages'),
    actions: rowsBelow(text, 'Actions'),
    handlers: rowsBelow(text, 'Handlers'),
  }
}

function rowsBelow(text: string, heading: string): RoleRow[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  return own
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [name = '', ...cells] = line.split('|').slice(1, -1).map(tidy)
      const outcomes = ROLES.map((role, at): [Role, string] => [role, cells[at] ?? ''])
      return { name, outcomes: Object.fromEntries(outcomes) as Record<Role, string> }
    })
}

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
