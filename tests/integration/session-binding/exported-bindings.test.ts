import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { exportData } from '@/lib/services/account/export-data'
import { BoundBrowser, SESSION } from '../setup/bound-browser'
import { newViewer } from '../setup/new-viewer'
import { newVisitor } from '../setup/new-visitor'

test('the export says since when a session was bound and when it was copied, not its key', async () => {
  const browser = await BoundBrowser.bound()
  await browser.copy(SESSION).state()
  const viewer = await newViewer(browser.account, new Date())
  const exported = await exportData(viewer, newVisitor(), new Date())
  if (!exported.ok) throw new Error('the data should be exported')
  const row = await prisma().session.findUniqueOrThrow({ where: { id: browser.sessionId } })
  expect(row.copiedAt).not.toBeNull()
  expect(exported.value.sessions.map(({ boundAt, copiedAt }) => ({ boundAt, copiedAt }))).toEqual([
    { boundAt: row.boundAt, copiedAt: row.copiedAt },
    { boundAt: null, copiedAt: null },
  ])
  const text = JSON.stringify(exported.value)
  for (const secret of [row.boundKey, row.boundHash, row.boundId]) {
    expect(secret).not.toBeNull()
    expect(text).not.toContain(secret)
  }
})
