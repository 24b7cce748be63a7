import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  isAboutRoute,
  readRoleTable,
  ROLES,
  rowToAdd,
  sortKey,
  type RoleTable,
} from '../../setup/role-table'

const app = join(import.meta.dirname, '../../../app')
const files = readdirSync(app, { recursive: true, encoding: 'utf8' })
const table = readRoleTable()

/** `(app)/dashboard/page.tsx` is served at `/dashboard`. */
function routeOf(file: string): string {
  const folders = file.split('/').slice(0, -1)
  return `/${folders.filter((folder) => !folder.startsWith('(')).join('/')}`
}

const sourceOf = (file: string) => readFileSync(join(app, file), 'utf8')
const names = (rows: { name: string }[]) => rows.map(({ name }) => name).sort()
const without = (all: string[], some: string[]) => all.filter((name) => !some.includes(name))

/** Fails with the rows to add and to remove. */
function expectRows(kind: keyof RoleTable, served: string[]): void {
  const rows = names(table[kind])
  const added = without(served, rows).map((name) => rowToAdd(kind, name))
  const advice = `Add to ${kind} in docs/security/roles.md, sorted:\n${added.join('\n')}\n`
  expect(added, advice).toEqual([])
  expect(without(rows, served), `Remove from ${kind} in docs/security/roles.md`).toEqual([])
  expect(new Set(rows).size, 'Each row once').toBe(rows.length)
}

describe('the role table', () => {
  test('has every page once, and no other', () => {
    const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map(routeOf)
    expectRows('pages', pages)
  })

  test('has every action once, and no other', () => {
    const actions = files
      .filter((file) => /\.tsx?$/.test(file))
      .map(sourceOf)
      .filter((text) => /^['"]use server['"]/.test(text))
      .flatMap((text) => [...text.matchAll(/^export (?:async function|const) (\w+)/gm)])
      .map(([, name = '']) => name)
    expectRows('actions', actions)
  })

  test('has every handler with its methods, and no other', () => {
    const routes = files.filter((file) => file.endsWith('/route.ts'))
    const served = routes.flatMap((file) => {
      const methods = new Set(sourceOf(file).match(/\b(GET|POST|PUT|PATCH|DELETE)\b/g))
      return [...methods].map((method) => ({ method, route: routeOf(file) }))
    })
    const isServed = (row: string, { method, route }: (typeof served)[number]) =>
      row.startsWith(`${method} `) && isAboutRoute(row.slice(method.length + 1), route)
    const missing = served.filter((one) => !table.handlers.some(({ name }) => isServed(name, one)))
    const added = missing.map(({ method, route }) => rowToAdd('handlers', `${method} ${route}`))
    const advice = `Add to handlers in docs/security/roles.md, sorted:\n${added.join('\n')}\n`
    expect(added, advice).toEqual([])
    expect(table.handlers.filter(({ name }) => !served.some((one) => isServed(name, one)))).toEqual(
      [],
    )
  })

  test('prints the row to add for a route without one', () => {
    expect(rowToAdd('pages', '/account/tags')).toMatch(
      /^\| `\/account\/tags` \| sign-in \| shown \| .* \| what it shows or changes \|$/,
    )
    expect(rowToAdd('handlers', 'GET /api/tags')).toContain('| `GET /api/tags` | 200 | 200 |')
  })

  test('is sorted and not padded, so that two branches that add rows merge', () => {
    for (const rows of Object.values(table)) {
      const keys = rows.map(({ name }) => sortKey(name))
      expect(keys).toEqual(keys.toSorted((one, other) => (one < other ? -1 : 1)))
    }
    const padded = readFileSync(join(app, '../docs/security/roles.md'), 'utf8').match(
      /^\|.* {2}.*$/gm,
    )
    expect(padded).toBeNull()
  })

  test('has a value in every cell', () => {
    for (const { name, outcomes } of [...table.pages, ...table.actions, ...table.handlers]) {
      for (const role of ROLES) {
        const advice = `${name} says nothing for “${role}”: fill that column of docs/security/roles.md`
        expect(outcomes[role], advice).not.toBe('')
      }
    }
  })

  test('gives disabled and unverified users no more than anonymous ones', () => {
    for (const { name, outcomes } of [...table.pages, ...table.actions, ...table.handlers]) {
      expect([outcomes.disabled, outcomes.unverified], name).toEqual([
        outcomes.anonymous,
        outcomes.anonymous,
      ])
    }
  })
})
