import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'

/*
 * `node scripts/adopt/role-column.mjs editor`: gives the tables of docs/security/roles.md a column for a
 * new role, which starts with what `user` gets. Change the cells in which it gets more.
 */

const FILE = 'docs/security/roles.md'

/**
 * @param {string} markdown
 * @param {string} role in lower case
 * @returns {string | null} null when there is no table with a column `user`, or the role has one already
 */
export function withRoleColumn(markdown, role) {
  let at = -1
  let found = false
  const lines = markdown.split('\n').map((line) => {
    if (!line.startsWith('|')) {
      at = -1
      return line
    }
    const cells = line.split(' | ')
    if (at === -1) at = cells.indexOf('user')
    if (at === -1) return line
    found = true
    // A handler's cell ends with the role that it answers.
    const cell = (cells[at] ?? '').replace(/^user$/, role).replace(/[A-Z]+$/, role.toUpperCase())
    return cells.toSpliced(at + 1, 0, cell).join(' | ')
  })
  return found && !markdown.includes(` | ${role} | `) ? lines.join('\n') : null
}

if (process.argv[1] === import.meta.filename) {
  await runAsCommand(async () => {
    const role = process.argv[2] ?? ''
    if (!/^[a-z][a-z0-9_]*$/.test(role)) {
      throw new Failure('Name the role in lower case: node scripts/adopt/role-column.mjs editor')
    }
    const path = join(root, FILE)
    const text = withRoleColumn(await readFile(path, 'utf8'), role)
    if (text === null)
      throw new Failure(`${FILE} has a column “${role}” already, or none for “user”.`)
    await writeFile(path, text)
    console.log(`${FILE}: “${role}” gets what “user” gets. Change the cells in which it gets more.`)
  })
}
