import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, isCommand, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import { productFact, productFile } from '../product.mjs'

/*
 * `npm run rename -- "Acme Notes"`: changes the product name everywhere people see it. Code reads
 * it from lib/product.ts; this script edits the files that cannot.
 */

/** @typedef {{ name: string, slug: string, cookiePrefix: string }} Naming */

/** Documents about running the product. Documents about taking upstream fixes keep the old name. */
const DOCUMENTS = [
  'README.md',
  'SECURITY.md',
  '.env.example',
  'docs/how-sign-in-works.md',
  'docs/operations.md',
  'docs/security.md',
  'docs/security/asvs.csv',
]

const MIN_LENGTH = 2
const MAX_LENGTH = 40
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} .+!-]*$/u

/**
 * Derives every form of a product name, for people and for machines.
 *
 * @param {string} typed
 * @returns {Naming}
 * @throws {Failure} when this cannot be a name
 */
export function namingOf(typed) {
  const name = typed.normalize('NFC').trim().replace(/\s+/g, ' ')
  if (name === '') throw new Failure('Give the new name: npm run rename -- "Acme Notes"')
  const length = [...name].length
  if (length < MIN_LENGTH || length > MAX_LENGTH) {
    throw new Failure(
      `A name has ${MIN_LENGTH} to ${MAX_LENGTH} characters; this one has ${length}.`,
    )
  }
  if (!PLAIN.test(name)) {
    throw new Failure(
      'A name starts with a letter or digit and contains only letters, digits, spaces, and . + ! - : ' +
        'it appears in HTML, in mail headers and in code.',
    )
  }
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  if (!/^[a-z][a-z0-9-]+$/.test(slug)) {
    throw new Failure(
      `Cookies and downloads need a name that starts with a Latin letter; yours reduces to "${slug}".`,
    )
  }
  return { name, slug, cookiePrefix: slug }
}

/** @returns {Naming} */
function currentNaming() {
  const [name, slug, cookiePrefix] = [
    productFact('name'),
    productFact('slug'),
    productFact('cookiePrefix'),
  ]
  return { name, slug, cookiePrefix }
}

/**
 * `lib/product.ts` with another name. The tagline and description stay.
 *
 * @param {string} source
 * @param {Naming} naming
 */
export function renamedProduct(source, { name, slug, cookiePrefix }) {
  const address = /<[^>]*>/.exec(productFact('mailFrom', source))?.[0] ?? '<no-reply@localhost>'
  const facts = { name, slug, cookiePrefix, mailFrom: `${name} ${address}` }
  return Object.entries(facts).reduce(
    (text, [fact, value]) =>
      text.replace(new RegExp(`^(  ${fact}: )'[^'\\n]*'`, 'm'), (_all, key) => `${key}'${value}'`),
    source,
  )
}

/**
 * A document with another name: the name as a whole word, and the names of cookies. Settings
 * (`LATCHKEY_…`), metrics and alerts are an interface and stay.
 *
 * @param {string} text
 * @param {Naming} from
 * @param {Naming} to
 */
export function renamedDocument(text, from, to) {
  const cookie = new RegExp(
    `(?<![\\w.@/-])(__Host-)?${escaped(from.cookiePrefix)}\\.(?=[a-z])`,
    'g',
  )
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(from.name)}(?![\\p{L}\\p{N}_])`, 'gu')
  return text
    .replace(cookie, (_all, host = '') => `${host}${to.cookiePrefix}.`)
    .replace(word, () => to.name)
}

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * Replaces the first name in package.json, or the first two in the lockfile.
 *
 * @param {string} text
 * @param {string} from
 * @param {string} to
 */
export function renamedPackage(text, from, to) {
  return text.replaceAll(`"name": "${from}",`, `"name": "${to}",`)
}

/** @param {string} typed */
async function rename(typed) {
  const to = namingOf(typed)
  const from = currentNaming()
  /** @type {[string, (text: string) => string][]} */
  const changes = [
    [productFile, (text) => renamedProduct(text, to)],
    ...['package.json', 'package-lock.json'].map(
      /** @returns {[string, (text: string) => string]} */
      (file) => [join(root, file), (text) => renamedPackage(text, from.slug, to.slug)],
    ),
    ...DOCUMENTS.map(
      /** @returns {[string, (text: string) => string]} */
      (file) => [join(root, file), (text) => renamedDocument(text, from, to)],
    ),
  ]
  const changed = []
  for (const [file, change] of changes) {
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) continue // Removed from this copy.
    const after = await formatted(file, change(text))
    if (after === text) continue
    await writeFile(file, after)
    changed.push(file.slice(root.length + 1))
  }
  console.log(report(from, to, changed))
}

/**
 * Reformats Markdown, because table columns depend on the length of the name.
 *
 * @param {string} file
 * @param {string} text
 */
async function formatted(file, text) {
  if (!file.endsWith('.md')) return text
  const { format, resolveConfig } = await import('prettier')
  return format(text, { ...(await resolveConfig(file)), filepath: file })
}

/**
 * @param {Naming} from
 * @param {Naming} to
 * @param {string[]} changed
 */
function report(from, to, changed) {
  if (changed.length === 0) return `The name is already ${to.name}; nothing changed.`
  return [
    `Renamed ${from.name} to ${to.name}. Changed:`,
    ...changed.map((file) => `  ${file}`),
    '',
    from.cookiePrefix === to.cookiePrefix
      ? 'Cookies keep their names.'
      : `Cookies now begin with ${to.cookiePrefix}, so everyone has to sign in again. To avoid that, set cookiePrefix in lib/product.ts back to ${from.cookiePrefix}.`,
    'Settings (LATCHKEY_…), metrics, alerts and names inside the database stay: they are an interface.',
    '',
    'Change by hand: tagline and description in lib/product.ts · public/icon.svg and',
    'components/ui/brand-mark.tsx · colours in app/theme.css · fonts in app/fonts.ts ·',
    'the landing page in components/landing · the text of README.md.',
  ].join('\n')
}

if (isCommand(import.meta.url)) {
  await runAsCommand(() => rename(process.argv.slice(2).join(' ')))
}
