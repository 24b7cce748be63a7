import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import { OVERLAP_MS } from '@/lib/domain/sessions/session-binding'
import { UNDO_EMAIL_MS } from '@/lib/domain/accounts/email-change'
import { EMAIL_MAX, NAME_MAX, USERNAME_MAX, USERNAME_MIN } from '@/lib/domain/accounts/identifiers'
import {
  LONG_LOCK_MS,
  MAX_FAILURES_IN_A_ROW,
  MAX_LOCK_MS,
  QUIET_MS,
} from '@/lib/domain/passwords/lockout'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { TOKENS_MAX } from '@/lib/domain/tokens/api-token'
import { days } from '@/lib/domain/time'
import {
  BROWSER_TRUSTED_MS,
  CHALLENGE_MS,
  WRONG_CODES_WORTH_A_MAIL,
} from '@/lib/domain/two-factor/lifetimes'
import { RECOVERY_CODES } from '@/lib/domain/two-factor/recovery-codes'
import { parseEnv } from '@/lib/env'
import {
  BODY_LIMIT_BYTES,
  DRAIN_DEADLINE_MS,
  FRONT_TIMEOUTS,
  BODIES_MAX_BYTES,
  BODIES_PER_ADDRESS_MAX_BYTES,
  IMAGE_BODY_LIMIT_BYTES,
  REPORT_BODY_LIMIT_BYTES,
  TARGET_LIMIT_CHARACTERS,
} from '@/lib/http/limits'
import { MAIL_BOUNDS } from '@/lib/services/limits/mail-allowance'
import { DEVICE_KNOWN_MS } from '@/lib/services/sign-in/known-device'
import { parseCsv, readRequirements, testsIn, withTables } from '@/scripts/operate/asvs-table.mjs'

const root = join(import.meta.dirname, '../../..')
const readText = (path: string) => readFileSync(join(root, path), 'utf8')
const document = readText('docs/security.md')
const requirements = await readRequirements()

/** The rows of the table below a heading, as the texts of their cells. */
function rowsBelow(heading: string): string[][] {
  const [, section = ''] = document.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  const lines = own.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}

describe('the requirements of ASVS 5.0', () => {
  test('are complete: each one that applies has a row, and the others a reason', () => {
    const others = parseCsv(readText('docs/security/asvs-not-applicable.csv'))
    const ids = requirements.map(({ id }) => id)
    expect(ids).toHaveLength(257)
    expect(new Set(ids).size).toBe(257)
    expect(others.filter(({ id, reason }) => !id || !reason || ids.includes(id))).toEqual([])
    for (const { id, requirement, control } of requirements) {
      expect([id.split('.').length, requirement !== '', control !== ''], id).toEqual([
        3,
        true,
        true,
      ])
    }
  })

  test('hold, or are documented', () => {
    const statuses = new Set(requirements.map(({ status }) => status))
    expect([...statuses].sort()).toEqual(['documented', 'holds'])
  })

  test.each(requirements)('$id names existing files and test titles', (requirement) => {
    const { file, proof, status } = requirement
    expect(file.split(' ').filter((path) => !existsSync(join(root, path)))).toEqual([])
    const tests = testsIn(proof)
    if (status === 'holds') expect(tests ?? proof, 'a test, or why none is needed').not.toBe('')
    for (const { path, words } of tests ?? []) {
      expect(existsSync(join(root, path)), path).toBe(true)
      expect(readText(path), path).toContain(words)
    }
  })

  test('are the same in the document as in the list', () => {
    expect(withTables(document, requirements)).toBe(document)
    const shown = requirements.filter(({ id }) => document.includes(`| **${id}** (L`))
    expect(shown).toHaveLength(requirements.length)
  })
})

describe('the cases of web-platform-tests', () => {
  const rows = readText('docs/security/device-bound-sessions.md').matchAll(
    /^\| `([\w-]+)` \|.*\]\(\.\.\/\.\.\/(tests\/[\w./-]+)\): "(.+)" \|$/gm,
  )
  const cases = [...rows].map(([, name = '', path = '', words = '']) => ({ name, path, words }))

  test.each(cases)('$name names an existing test', ({ path, words }) => {
    expect(existsSync(join(root, path)), path).toBe(true)
    expect(readText(path), path).toContain(words)
  })

  test('are fourteen', () => expect(new Set(cases.map(({ name }) => name)).size).toBe(14))
})

describe('the document', () => {
  test('names the file and the test for every threat', () => {
    const threats = rowsBelow('Threats')
    expect(threats.length).toBeGreaterThan(15)
    for (const [threat = '', , where = '', proof = ''] of threats) {
      expect(where, threat).toMatch(/\]\(\.\.\/[\w./-]+\)/)
      expect(proof, threat).toMatch(/\]\(\.\.\/tests\/[\w./-]+\)/)
    }
  })

  test('names the test for every advisory', () => {
    const advisories = rowsBelow('Advisories')
    expect(advisories.length).toBeGreaterThan(20)
    for (const [what = '', , proof = ''] of advisories) {
      expect(proof, what).toMatch(/\]\(\.\.\/tests\/[\w./-]+\)/)
    }
  })

  test('has the limits and lifetimes of the code', () => {
    const defaults = parseEnv({
      AUTH_SECRET: 'x'.repeat(32),
      PASSWORD_PEPPER: `a:${'x'.repeat(32)}`,
      DATABASE_URL: 'postgresql://localhost/x',
      LATCHKEY_MODE: 'test',
    }) as unknown as Record<string, unknown>
    const constants: Record<string, number> = {
      ...MAIL_BOUNDS,
      MAX_LOCK_MS: MAX_LOCK_MS / 1000,
      QUIET_MS: QUIET_MS / 1000,
      MAX_FAILURES_IN_A_ROW,
      LONG_LOCK_MS: LONG_LOCK_MS / 1000,
      TOKENS_MAX,
      DEVICE_KNOWN_MS: DEVICE_KNOWN_MS / days(1),
      CHALLENGE_MS: CHALLENGE_MS / 1000,
      OVERLAP_MS: OVERLAP_MS / 1000,
      BROWSER_TRUSTED_MS: BROWSER_TRUSTED_MS / days(1),
      WRONG_CODES_WORTH_A_MAIL,
      RECOVERY_CODES,
      UNDO_EMAIL_MS: UNDO_EMAIL_MS / days(1),
      BODY_LIMIT_BYTES,
      IMAGE_BODY_LIMIT_BYTES,
      REPORT_BODY_LIMIT_BYTES,
      BODIES_MAX_BYTES,
      BODIES_PER_ADDRESS_MAX_BYTES,
      TARGET_LIMIT_CHARACTERS,
      'FRONT_TIMEOUTS.headersMs': FRONT_TIMEOUTS.headersMs / 1000,
      'FRONT_TIMEOUTS.requestMs': FRONT_TIMEOUTS.requestMs / 1000,
      DRAIN_DEADLINE_MS: DRAIN_DEADLINE_MS / 1000,
    }
    /** Constants that are not exported are read from their file. */
    const inside: Record<string, [file: string, text: RegExp]> = {
      WAITING_PER_THREAD: [
        'lib/password/pool.ts',
        /WAITING_PER_THREAD = 32\n[^]*RESERVED_PER_THREAD = 8\n/,
      ],
      STATEMENT_TIMEOUT_MS: ['lib/data/database/pool.ts', /STATEMENT_TIMEOUT_MS = seconds\(5\)\n/],
      TIMEOUT_MS: ['lib/password/breach-range.ts', /TIMEOUT_MS = seconds\(1\)\n/],
    }
    const rows = rowsBelow('Limits and lifetimes')
    expect(rows.length).toBeGreaterThan(20)
    for (const [what = '', howMuch = '', name = ''] of rows) {
      const [file, text] = inside[name] ?? []
      if (file && text) expect(readText(file), what).toMatch(text)
      else expect(Number.parseInt(howMuch, 10), what).toBe(constants[name] ?? defaults[name])
    }
  })

  test('has the fields of the forms', () => {
    const bounds = rowsBelow('Fields').map(([name, least, most]) => [name, least, most])
    expect(bounds).toEqual([
      ['name', '1', String(NAME_MAX)],
      ['username', String(USERNAME_MIN), String(USERNAME_MAX)],
      ['email', '', String(EMAIL_MAX)],
      ['password', String(PASSWORD_MIN), String(PASSWORD_MAX)],
      ['token', '43', '43'],
    ])
  })

  test('has the data classes and what they need', () => {
    const classes = rowsBelow('Data').map(([what = '']) => what.split(':')[0])
    expect(classes).toEqual(['Secrets', 'Personal', 'Operational', 'Public'])
  })

  test('lists every event of the audit log', () => {
    expect(AUDIT_ACTIONS.filter((action) => !document.includes(`\`${action}\``))).toEqual([])
  })

  test('lists every event of the log', () => {
    const files = ['app', 'lib', 'scripts'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !/^(data\/generated|inspector)\//.test(path))
        .map((path) => `${folder}/${path}`),
    )
    const events = files.flatMap((path) =>
      [...readText(path).matchAll(/\bevent: '(\w+)'/g)].map(([, event]) => event),
    )
    expect(events.length).toBeGreaterThan(10)
    expect(events.filter((event) => !document.includes(`\`${event}\``))).toEqual([])
  })

  test('SECURITY.md says how to report, what is supported, what is in scope, and how soon', () => {
    const policy = readText('SECURITY.md')
    for (const heading of ['How to report', 'What is supported', 'What is in scope']) {
      expect(policy).toContain(`## ${heading}`)
    }
    expect(policy).toMatch(/\| critical +\| 7 days/)
  })
})
