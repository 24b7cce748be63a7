import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * What must not stand anywhere in the product's own code, and what may stand in one place alone. Each
 * rule is a whole class of attack that then needs no test of its own.
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

describe('nowhere', () => {
  test.each([
    ['SQL is put together from text', /\$(queryRaw|executeRaw)Unsafe|queryRaw\(|executeRaw\(/],
    ['a program is started', /node:child_process|from 'child_process'/],
    ['text is run as code', /\beval\(|new Function\(|node:vm\b/],
    ['markup is made from text', /dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML/],
    ['a regular expression is made of what somebody typed', /new RegExp\((?!`\^\[a-z0-9_-\])/],
    [
      'another window is listened to',
      /postMessage\(|addEventListener\(['"]message['"]|\.onmessage\b/,
    ],
    ['chance that can be foretold is used', /Math\.random\(/],
    [
      'the browser’s own stores are used',
      /(local|session)Storage\.\w+\(|indexedDB\.|document\.cookie *=[^=]/,
    ],
    ['a broken hash or cipher mode is named', /['"](md5|rc4|des|des3|[\w-]*-ecb)['"]/i],
    ['certificates go unchecked', /rejectUnauthorized: *false|NODE_TLS_REJECT_UNAUTHORIZED/],
  ])('%s', (_what, pattern) => {
    expect(filesWith(pattern)).toEqual([])
  })
})

test('no server action closes over anything: builds name actions by a key that is no secret', () => {
  const actions = sources.filter(({ text }) => /['"]use server['"]/.test(text))
  expect(actions.length).toBeGreaterThan(5)
  for (const { path, text } of actions) {
    expect(text.match(/['"]use server['"]/g), path).toHaveLength(1)
    expect(text, path).toMatch(/^'use server'\n/)
  }
})

describe('in one place alone', () => {
  test.each([
    [
      'a part of a statement that is no parameter',
      /Prisma\.raw\(/,
      ['lib/data/limits/counting-statement.ts'],
    ],
    ['SHA-1, since the breach service speaks it', /['"]sha1['"]/, ['lib/password/breach-range.ts']],
    [
      'the server asks another address',
      /(?<![\w.])fetch\(/,
      ['lib/doctor/origin.ts', 'lib/password/breach-range.ts'],
    ],
    [
      'encryption',
      /createCipheriv\(|createDecipheriv\(/,
      ['lib/crypto/a256cbc-hs512.ts', 'lib/crypto/seal.ts'],
    ],
    ['key derivation', /hkdfSync\(/, ['lib/auth/session-jwe.ts', 'lib/crypto/purpose-key.ts']],
    ['bcrypt', /from 'bcryptjs'/, ['lib/password/bcrypt-worker.mjs']],
    ['mail is sent', /from 'nodemailer'/, ['lib/mail/transport.ts']],
  ])('%s', (_what, pattern, places) => {
    // What a component fetches, a browser fetches: from here alone, by the policy of the page.
    const inServer = filesWith(pattern).filter((path) => !path.startsWith('components/'))
    expect(inServer.sort()).toEqual(places)
  })

  test('every part of a statement that is no parameter is made of a number', () => {
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
  /** The inventory in docs/security.md names each of these and what it is for. */
  const KNOWN = filesWith(/node:crypto/).sort()

  test('is used by the files that the inventory names, and by no other', () => {
    const document = readFileSync(join(root, 'docs/security.md'), 'utf8')
    const [, inventory = ''] = document.split('\n## Cryptography\n')
    const [section = ''] = inventory.split('\n## ')
    expect(KNOWN.filter((path) => !section.includes(path))).toEqual([])
  })
})
