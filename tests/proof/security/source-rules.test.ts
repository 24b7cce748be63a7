import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * What must not appear in the product's code, or only in one place. Each rule excludes a whole
 * class of attacks, which then needs no test of its own.
 */

const root = join(import.meta.dirname, '../../..')
const folders = ['app', 'components', 'lib']
const files = [
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.startsWith('data/generated'))
      .map((path) => `${folder}/${path}`),
  ),
  ...['auth.ts', 'middleware.ts', 'instrumentation.ts', 'scripts/run/serve.ts'],
]
const sources = files.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path)

/** What nothing may contain, and what to write instead. */
const FORBIDDEN: [what: string, pattern: RegExp, instead: string][] = [
  [
    'SQL is built from text',
    /\$(queryRaw|executeRaw)Unsafe|queryRaw\(|executeRaw\(/,
    'write $queryRaw`…${value}…` with a template, which sends values as parameters',
  ],
  [
    'a program is started',
    /node:child_process|from 'child_process'/,
    'do the work in a script under scripts/, or with a package that runs in this process',
  ],
  [
    'text is run as code',
    /\beval\(|new Function\(|node:vm\b/,
    'parse it with JSON.parse and a zod schema',
  ],
  [
    'markup is made from text',
    /dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML/,
    'return React elements: they escape text',
  ],
  [
    'a regular expression is built from input',
    /new RegExp\((?!`\^\[a-z0-9_-\])/,
    'compare with includes, startsWith or split, or write the expression out as a literal',
  ],
  [
    'messages from other windows are accepted',
    /postMessage\(|addEventListener\(['"]message['"]|\.onmessage\b/,
    'use a BroadcastChannel, which reaches this origin alone',
  ],
  [
    'predictable random numbers are used',
    /Math\.random\(/,
    'use newToken() of lib/crypto/random-token.ts, or crypto.randomUUID() for ids',
  ],
  [
    'web storage is used',
    /(local|session)Storage\.\w+\(|indexedDB\.|document\.cookie *=[^=]/,
    'set a cookie in an action, as app/actions.ts does for the theme, or keep it in the database',
  ],
  [
    'a broken hash or cipher mode is used',
    /['"](md5|rc4|des|des3|[\w-]*-ecb)['"]/i,
    'use SHA-256, or seal() of lib/crypto/seal.ts',
  ],
  [
    'certificate checks are disabled',
    /rejectUnauthorized: *false|NODE_TLS_REJECT_UNAUTHORIZED/,
    'give Node the certificate authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
  ],
]

test.each(FORBIDDEN)('nowhere %s', (what, pattern, instead) => {
  expect(filesWith(pattern), `${what}: ${instead}`).toEqual([])
})

test('no server action is a closure: builds derive action ids from a key that is not secret', () => {
  const actions = sources.filter(({ text }) => /['"]use server['"]/.test(text))
  expect(actions.length).toBeGreaterThan(5)
  for (const { path, text } of actions) {
    expect(text.match(/['"]use server['"]/g), path).toHaveLength(1)
    expect(text, path).toMatch(/^'use server'\n/)
  }
})

/** What one place is for, and how to use that place from elsewhere. */
const ONE_PLACE: [what: string, pattern: RegExp, places: string[], instead: string][] = [
  [
    'a part of a statement is not a parameter',
    /Prisma\.raw\(/,
    ['lib/data/limits/counting-statement.ts'],
    'choose between whole statements, and pass values as parameters',
  ],
  [
    'SHA-1 is used, because the breach service and hashes of other systems require it',
    /['"]sha1['"]/,
    [
      'lib/password/breach-range.ts',
      ...['derive.mjs', 'imported-hash.ts', 'read-foreign-hash.ts'].map(
        (name) => `lib/password/imported/${name}`,
      ),
    ],
    'use SHA-256',
  ],
  [
    'the server sends a request',
    /(?<![\w.])fetch\(/,
    ['lib/doctor/origin.ts', 'lib/password/breach-range.ts'],
    'give the service you call a file of its own with a fixed host, redirect: "error" and a timeout, ' +
      'as in lib/password/breach-range.ts, and add that file here; never fetch a URL that a client sent',
  ],
  [
    'URL.canParse, which refuses letters such as ü once it is hot in Node.js 20,',
    /URL\.canParse\(/,
    [],
    'use parseUrl() of lib/domain/parse-url.ts',
  ],
  [
    'encryption',
    /createCipheriv\(|createDecipheriv\(/,
    ['lib/crypto/a256cbc-hs512.ts', 'lib/crypto/seal.ts', 'lib/password/imported/derive.mjs'],
    'use seal() and unseal() of lib/crypto/seal.ts',
  ],
  [
    'key derivation',
    /hkdfSync\(/,
    ['lib/auth/session-jwe.ts', 'lib/crypto/purpose-key.ts'],
    'use purposeKey() of lib/crypto/purpose-key.ts with a purpose of its own',
  ],
  [
    'bcrypt',
    /from 'bcryptjs'/,
    ['lib/password/bcrypt-worker.mjs', 'lib/password/imported/derive.mjs'],
    'use lib/password/password.ts',
  ],
  [
    'mail is sent',
    /from 'nodemailer'/,
    ['lib/mail/transport.ts'],
    'queue it with a template: see "Send another mail" in docs/make-it-yours.md',
  ],
]

describe('only in one place', () => {
  test.each(ONE_PLACE)('%s', (what, pattern, places, instead) => {
    // Requests by components are made by browsers: only from here, under the page's policy.
    const inServer = filesWith(pattern).filter((path) => !path.startsWith('components/'))
    expect(inServer.sort(), `${what}: ${instead}`).toEqual(places)
  })

  test('every part of a statement that is not a parameter comes from a number', () => {
    const { text = '' } = sources.find(({ path }) => path.endsWith('counting-statement.ts')) ?? {}
    expect(text.match(/Prisma\.raw\([^)]*\)/g)).toEqual(['Prisma.raw(`step_${index}`)'])
  })

  test('no outgoing request follows a redirect', () => {
    for (const path of ['lib/password/breach-range.ts', 'lib/doctor/origin.ts']) {
      const { text = '' } = sources.find((one) => one.path === path) ?? {}
      expect(text, path).toMatch(/redirect: '(manual|error)'/)
    }
  })
})

describe('cryptography', () => {
  /** The inventory in docs/security.md lists each of these and its purpose. */
  const KNOWN = filesWith(/node:crypto/).sort()

  test('is used only by the files in the inventory', () => {
    const document = readFileSync(join(root, 'docs/security.md'), 'utf8')
    const [, inventory = ''] = document.split('\n## Cryptography\n')
    const [section = ''] = inventory.split('\n## ')
    expect(KNOWN.filter((path) => !section.includes(path))).toEqual([])
  })
})

test('a component that listens to events runs in the browser, whatever page it stands on', () => {
  const handing = sources.filter(
    ({ path, text }) =>
      path.startsWith('components/') && /\son[A-Z]\w*=\{|\buse(?!Id\b)[A-Z]\w*\(/.test(text),
  )
  const onServer = handing.filter(({ text }) => !text.startsWith("'use client'\n"))
  const instead = "begin these files with 'use client'; a server page that uses one is a 500 else"
  expect(
    onServer.map(({ path }) => path).filter((path) => path.endsWith('.tsx')),
    instead,
  ).toEqual([])
})

test('what next.config.ts imports, and its imports, name no "@/", which means nothing there yet', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const imported = (text: string) =>
    [...text.matchAll(/^import .* from '([.@]\/?[^']*)'/gm)].map(([, path]) => path)
  expect(
    imported(read('next.config.ts')),
    'keep settings that Next.js needs in lib/env-build.ts',
  ).toEqual(['./lib/env-build', './lib/http/security-headers'])
  expect(imported(read('lib/env-build.ts'))).toEqual([])
  expect(imported(read('lib/http/security-headers.ts'))).toEqual(['./csp-reporting'])
  expect(imported(read('lib/http/csp-reporting.ts'))).toEqual([])
})
