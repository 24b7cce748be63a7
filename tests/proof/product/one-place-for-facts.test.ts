import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR_ROLE, DEFAULT_ROLE, ROLE_NAMES } from '@/lib/domain/accounts/roles'
import { COOKIES, cookieName } from '@/lib/domain/site/cookie-names'
import { product } from '@/lib/product'

/*
 * What an adopter changes is in one place: the product's name and its cookies in lib/product.ts,
 * roles in lib/domain/accounts/roles.ts. A copy elsewhere would keep the old value.
 */

const root = join(import.meta.dirname, '../../..')

type Rule = {
  words: readonly string[]
  /** Files, or folders that end in a slash, that may contain one of them. */
  places: readonly string[]
  /** How they appear in source text: a string, part of a template, or JSX. */
  pattern: RegExp
  advice: string
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const oneOf = (names: readonly string[]) => `(?:${names.map(escaped).join('|')})`

const RULES: readonly Rule[] = [
  {
    words: [product.name],
    // The rename script shows an example of another name, which may be this one.
    places: ['lib/product.ts', 'scripts/adopt/rename.mjs', 'scripts/test/adopt.mjs'],
    pattern: new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(product.name)}(?![\\p{L}\\p{N}_])`, 'u'),
    advice:
      "names the product. The name belongs in lib/product.ts: import { product } from '@/lib/product' " +
      'and write product.name (in plain Node scripts: productFact("name") of scripts/product.mjs).',
  },
  {
    words: COOKIES.map(cookieName),
    places: ['lib/product.ts'],
    pattern: new RegExp(`(?<![\\w.])${oneOf(COOKIES.map(cookieName))}(?![\\w-])`),
    advice:
      'spells the name of a cookie. The prefix belongs in lib/product.ts: import { cookieName } from ' +
      "'@/lib/domain/site/cookie-names' and write cookieName('session').",
  },
  {
    words: ROLE_NAMES,
    // A statement with its roles as parameters could not use their partial indexes.
    places: [
      'lib/domain/accounts/roles.ts',
      'lib/data/users/user-search.ts',
      'lib/data/generated/',
    ],
    pattern: new RegExp(`^${oneOf(ROLE_NAMES)}$|'${oneOf(ROLE_NAMES)}'`),
    advice:
      'names a role. Roles belong in lib/domain/accounts/roles.ts: import isAdministrator() to ask what ' +
      'a role may do, or write a function like it; DEFAULT_ROLE or ADMINISTRATOR_ROLE to give one.',
  },
]

const isTemplatePart = (
  node: ts.Node,
): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail =>
  ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)

/** Every text in a source file, with its line; not comments, or names of types and properties. */
function textsIn(path: string, source: string): { text: string; line: number }[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind)
  const texts: { text: string; line: number }[] = []
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || isTemplatePart(node) || ts.isJsxText(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart())
      texts.push({ text: node.text, line: line + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return texts
}

/** One sentence per text that belongs elsewhere. */
function findings(path: string, source: string): string[] {
  const suspects = RULES.filter(
    ({ words, places }) =>
      // Parsing every file would take most of this test's time.
      words.some((word) => source.includes(word)) &&
      !places.some((place) => path.startsWith(place)),
  )
  if (suspects.length === 0) return []
  return textsIn(path, source).flatMap(({ text, line }) =>
    suspects
      .filter(({ pattern }) => pattern.test(text))
      .map(({ advice }) => `${path}:${line} ${advice}`),
  )
}

const files = [
  ...['app', 'components', 'lib', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
      .map((path) => `${folder}/${path}`),
  ),
  ...['middleware.ts', 'auth.ts', 'instrumentation.ts', 'next.config.ts'],
]

test('the name, its cookies and the roles appear only where they are defined', () => {
  expect(files.length).toBeGreaterThan(300)
  const found = files.flatMap((path) => findings(path, readFileSync(join(root, path), 'utf8')))
  expect(found, found.join('\n')).toEqual([])
})

describe('a copy is found in', () => {
  const { name } = product
  const session = cookieName('session')
  test.each([
    ['a title', `const title = 'Sign in to ${name}'`, 'product.name'],
    ['a template', `const title = \`\${page} · ${name}\``, 'product.name'],
    ['text on a page', `const page = <p>Welcome to ${name}!</p>`, 'product.name'],
    ['an attribute', `const page = <img alt="${name}" />`, 'product.name'],
    ['a cookie', `jar.get('${session}')`, 'cookieName('],
    ['a cookie over https', `jar.get('__Host-${session}')`, 'cookieName('],
    ['a role asked for', `if (role === '${ADMINISTRATOR_ROLE}') open()`, 'isAdministrator()'],
    ['a role given', `create({ role: '${DEFAULT_ROLE}' })`, 'DEFAULT_ROLE'],
    ['a role in SQL', `sql\`SELECT 1 WHERE role = '${ADMINISTRATOR_ROLE}'\``, 'isAdministrator()'],
  ])('%s', (_what, source, advice) => {
    expect(findings('app/example.tsx', source)).toEqual([expect.stringContaining(advice)])
  })
})

describe('a copy is not found in', () => {
  test.each([
    ['a comment', `// ${product.name} asks '${ADMINISTRATOR_ROLE}' for ${cookieName('session')}`],
    ['the name by its constant', 'const title = `Sign in to ${product.name}`'],
    ['a name inside a longer word', `const kind = '${product.name}ish'`],
    ['the name for machines', `const lock = '${product.slug}.audit-seals'`],
    ['a word in capitals that only contains a role', "const kind = 'USERNAME'"],
  ])('%s', (_what, source) => {
    expect(findings('app/example.tsx', source)).toEqual([])
  })

  test('each of them may appear in its own file', () => {
    expect(findings('lib/product.ts', `const name = '${product.name}'`)).toEqual([])
    const role = `const DEFAULT_ROLE = '${DEFAULT_ROLE}'`
    expect(findings('lib/domain/accounts/roles.ts', role)).toEqual([])
  })
})
