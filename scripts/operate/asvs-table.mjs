import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isCommand, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'

/*
 * `node scripts/operate/asvs-table.mjs` writes docs/security/asvs.csv into docs/security.md as
 * tables. Edit the CSV; a test keeps the two in sync.
 */

/** @typedef {{ id: string, level: string, requirement: string, status: string, control: string, file: string, proof: string }} Requirement */

const document = join(root, 'docs/security.md')
const START = '<!-- prettier-ignore-start -->\n<!-- from docs/security/asvs.csv -->\n'
const END = '<!-- prettier-ignore-end -->\n'

/** The chapters of ASVS 5.0 that apply. @type {Record<string, string>} */
const CHAPTERS = {
  V1: 'Encoding and sanitization',
  V2: 'Validation and business logic',
  V3: 'Web frontend',
  V4: 'API and web service',
  V5: 'File handling',
  V6: 'Authentication',
  V7: 'Session management',
  V8: 'Authorization',
  V9: 'Self-contained tokens',
  V11: 'Cryptography',
  V12: 'Secure communication',
  V13: 'Configuration',
  V14: 'Data protection',
  V15: 'Secure coding and architecture',
  V16: 'Logging and error handling',
}

/**
 * Rows of a CSV (RFC 4180) by the names in its first line.
 *
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
export function parseCsv(text) {
  const [names = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
        quoted === undefined ? plain : quoted.replaceAll('""', '"'),
      ),
    )
  return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])))
}

/** @returns {Promise<Requirement[]>} */
export async function readRequirements() {
  const text = await readFile(join(root, 'docs/security/asvs.csv'), 'utf8')
  return /** @type {Requirement[]} */ (parseCsv(text))
}

/**
 * Parses `path#words`: a test file and words of a test title. null for plain prose.
 *
 * @param {string} proof
 * @returns {{ path: string, words: string }[] | null}
 */
export function testsIn(proof) {
  if (!proof.startsWith('tests/')) return null
  return proof.split('; ').map((one) => {
    const [path = '', words = ''] = one.split('#')
    return { path, words }
  })
}

/**
 * @param {string} text the document
 * @param {readonly Requirement[]} requirements
 * @returns {string} the document with up-to-date tables
 */
export function withTables(text, requirements) {
  const [before = '', rest = ''] = text.split(START)
  const [, after = ''] = rest.split(END)
  const tables = Object.entries(CHAPTERS).map(([chapter, title]) => {
    const rows = requirements.filter(({ id }) => id.startsWith(`${chapter}.`)).map(rowOf)
    if (rows.length === 0) return ''
    return [
      `\n### ${chapter} ${title}\n`,
      '| requirement | | how | where | proof |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n')
  })
  return `${before}${START}${tables.join('')}${END}${after}`
}

/** @param {Requirement} requirement */
function rowOf({ id, level, requirement, status, control, file, proof }) {
  const files = file.split(' ').map((path) => link(path))
  const tests = testsIn(proof)
  const shown = tests?.map(({ path, words }) => `${link(path)}${words && `: "${words}"`}`)
  const cells = [
    `**${id}** (L${level}) ${requirement}`,
    status,
    control,
    files.join('<br>'),
    shown ? shown.join('<br>') : proof,
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** @param {string} path */
function link(path) {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return `[\`${name}\`](${path.startsWith('docs/') ? path.slice('docs/'.length) : `../${path}`})`
}

async function main() {
  const text = await readFile(document, 'utf8')
  await writeFile(document, withTables(text, await readRequirements()))
}

if (isCommand(import.meta.url)) await runAsCommand(main)
