import { describe, expect, test } from 'vitest'
import {
  readAdoptArguments,
  readCheckArguments,
  readE2eArguments,
} from '@/scripts/test/arguments.mjs'

describe('npm run check', () => {
  test('runs every check unless --fast is given', () => {
    expect(readCheckArguments([])).toEqual({ fast: false })
    expect(readCheckArguments(['--fast'])).toEqual({ fast: true })
  })

  test.each(['--quick', 'sign-in', '-f'])('refuses %s and lists the options', (word) => {
    expect(() => readCheckArguments([word])).toThrow(
      `Unknown argument: ${word}. Run npm run check, or npm run check -- --fast for changed files only.`,
    )
  })
})

describe('npm run e2e', () => {
  const specs = ['sign-in-failures.spec.ts', 'sign-in.spec.ts', 'sign-out.spec.ts']
  const read = (...argv: string[]) => readE2eArguments(argv, specs)

  test('runs only the spec of exactly that name', () => {
    expect(read('sign-in')).toEqual({ specs: ['sign-in.spec.ts'], grep: undefined })
  })

  test.each(['sign-out.spec.ts', 'sign-out.spec', 'tests/e2e/sign-out.spec.ts'])(
    'accepts %s as a name',
    (name) => {
      expect(read(name).specs).toEqual(['sign-out.spec.ts'])
    },
  )

  test('runs every spec whose name contains the word, each once', () => {
    expect(read('sign', 'failures').specs).toEqual(specs)
  })

  test('filters by test title', () => {
    expect(read('sign-in', '--grep', 'wrong password').grep).toBe('wrong password')
  })

  test('lists the specs when none is named or none matches', () => {
    const names = 'Specs: sign-in-failures, sign-in, sign-out.'
    expect(() => read()).toThrow(`Name one or more specs: npm run e2e -- sign-in. ${names}`)
    expect(() => read('sing-in')).toThrow(`No spec matches "sing-in". ${names}`)
  })

  test.each([['--headed'], ['--grep']])('shows its usage for %s', (option) => {
    expect(() => read('sign-in', option)).toThrow(/^Name one or more specs: .*--grep/)
  })
})

describe('npm run test:adopt', () => {
  const changes = ['inspector', 'mailbox', 'rename']
  const read = (...argv: string[]) => readAdoptArguments(argv, changes)

  test('runs everything, including the browser, by default', () => {
    expect(read()).toEqual({ names: changes, browser: true })
  })

  test('runs the named changes, each once', () => {
    expect(read('rename', 'mailbox', 'rename').names).toEqual(['rename', 'mailbox'])
  })

  test('skips the browser with --no-browser', () => {
    expect(read('--no-browser', 'inspector')).toEqual({ names: ['inspector'], browser: false })
  })

  test.each(['inspectors', '--headed'])('refuses %s and lists the options', (word) => {
    expect(() => read(word)).toThrow(
      `Unknown argument: ${word}. Name any of inspector, mailbox, rename, or none for all; add --no-browser to skip the browser.`,
    )
  })
})
