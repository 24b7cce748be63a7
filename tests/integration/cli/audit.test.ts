import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { pool } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes } from '@/lib/domain/time'
import { auditHeadText, sealAuditEvents } from '@/lib/services/audit/audit-seal'
import { cli } from './run-cli'

const NOON = new Date('2026-03-01T12:00:00Z')

/** What a database owner can do: disable the triggers and change anything. */
async function asOwner(...statements: string[]): Promise<void> {
  const client = await pool().connect()
  try {
    for (const switched of ['DISABLE', 'ENABLE']) {
      for (const table of ['audit_events', 'audit_seals']) {
        await client.query(`ALTER TABLE ${table} ${switched} TRIGGER USER`)
      }
      if (switched === 'DISABLE') for (const statement of statements) await client.query(statement)
    }
  } finally {
    client.release()
  }
}

/** Ten sealed events, a minute apart. @returns the head after them */
async function tenEvents(): Promise<string> {
  for (let made = 0; made < 10; made += 1) {
    const event = { action: 'user_updated', result: 'SUCCESS', actorId: null } as const
    await recordAuditEvent(
      prisma(),
      { ...event, targetId: randomUUID() },
      later(NOON, minutes(made)),
    )
  }
  const { head } = await sealAuditEvents(null, NOON)
  if (!head) throw new Error('there should be a head')
  return auditHeadText(head)
}

beforeEach(() =>
  asOwner(
    'TRUNCATE audit_events',
    'TRUNCATE audit_seals',
    'TRUNCATE audit_unsealed, audit_origins',
  ),
)

test('audit verify reports an intact log and prints its head', async () => {
  const head = await tenEvents()
  const { code, stdout } = await cli(['audit', 'verify', '--head', head])
  expect(stdout).toBe(
    [
      'The audit log is intact. 10 events are sealed; 0 are not sealed yet.',
      'The given head is in the log.',
      `Head: ${head}\n`,
    ].join('\n'),
  )
  expect(code).toBe(0)
})

test('audit verify detects a changed event', async () => {
  await tenEvents()
  const fourth = '(SELECT "eventId" FROM audit_seals WHERE position = 4)'
  await asOwner(`UPDATE audit_events SET action = 'user_deleted' WHERE id = ${fourth}`)
  const { code, stdout } = await cli(['audit', 'verify'])
  expect(code).toBe(1)
  expect(stdout).toMatch(/^The audit log was tampered with\./)
  expect(stdout).toMatch(
    /^ {2}an event was changed after it was sealed at 4: event [0-9a-f-]{36}$/m,
  )
})

test('audit verify reports a missing key as such, not as tampering', async () => {
  await tenEvents()
  await asOwner(`UPDATE audit_seals SET "keyName" = 'not-set'`)
  const { code, stdout } = await cli(['audit', 'verify'])
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^The audit log cannot be checked: 10 seals were made with a key that is not set\. Add the old secret/,
  )
  expect(stdout).not.toContain('tampered')
})

test('audit verify detects a cut-off end by an earlier head', async () => {
  const head = await tenEvents()
  await asOwner(
    'DELETE FROM audit_events WHERE id IN (SELECT "eventId" FROM audit_seals WHERE position > 7)',
    'DELETE FROM audit_seals WHERE position > 7',
  )
  expect((await cli(['audit', 'verify'])).code).toBe(0) // Cleanly cut off: not detectable without the head.
  const { code, stdout } = await cli(['audit', 'verify', '--head', head, '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    sealed: 7,
    isHeadFound: false,
    problems: [{ kind: 'head_missing', position: '10' }],
  })
})

test('audit prune removes old events, records itself and leaves a log that verifies', async () => {
  await tenEvents()
  const before = later(NOON, minutes(4)).toISOString()
  const { code, stdout } = await cli(['audit', 'prune', '--before', before, '--yes'])
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `4 events from before ${before} were removed.\n`,
  })
  const verified = await cli(['audit', 'verify'])
  expect(verified.code).toBe(0)
  expect(verified.stdout).toMatch(/^Pruned through 4\.$/m)
  expect(await prisma().auditEvent.count({ where: { action: 'audit_pruned' } })).toBe(1)
})

test('audit prune refuses a log that does not verify', async () => {
  await tenEvents()
  await asOwner(`UPDATE audit_events SET action = 'user_deleted'`)
  const command = ['audit', 'prune', '--before', '2026-03-01T12:05Z', '--yes']
  const { code, stderr } = await cli(command)
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^Nothing was removed: the log failed verification\.\n {2}an event was changed/,
  )
  expect(await prisma().auditEvent.count()).toBe(10)
})

test('invalid options are refused', async () => {
  const [head, none, future, vague, unsure] = await Promise.all([
    cli(['audit', 'verify', '--head', '10']),
    cli(['audit', 'prune']),
    cli(['audit', 'prune', '--before', '2999-01-01T00:00Z', '--yes']),
    cli(['audit', 'prune', '--before', 'yesterday', '--yes']),
    cli(['audit', 'prune', '--before', '2026-03-01T12:05Z']),
  ])
  expect(head).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^--head: Not a valid head/),
  })
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Specify what to remove: --before/),
  })
  expect(future).toMatchObject({ code: 1, stderr: '--before: Choose a time in the past.\n' })
  expect(vague.stderr).toMatch(/^--before: Include the time zone/)
  expect(unsure).toMatchObject({
    code: 1,
    stderr: 'This cannot be undone. Add --yes to continue.\n',
  })
})
