import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { exportData } from '@/lib/services/account/export-data'
import { BoundBrowser, SESSION } from '../setup/bound-browser'
import { newViewer } from '../setup/new-viewer'
import { newVisitor } from '../setup/new-visitor'

test('the export says of a bound session since when, from where and when copied, not its key', async () => {
  const browser = await BoundBrowser.bound()
  await browser.copy(SESSION).state()
  const viewer = await newViewer(browser.account, new Date())
  const exported = await exportData(viewer, newVisitor(), new Date())
  if (!exported.ok) throw new Error('the data should be exported')
  const row = await prisma().session.findUniqueOrThrow({ where: { id: browser.sessionId } })
  expect(row.copiedAt).not.toBeNull()
  const told = exported.value.sessions.map(
    ({ boundAt, boundAddress, boundUserAgent, copiedAt }) => {
      return { boundAt, boundAddress, boundUserAgent, copiedAt }
    },
  )
  const from = { boundAddress: '203.0.113.7', boundUserAgent: 'test' }
  expect(told).toEqual([
    { boundAt: row.boundAt, ...from, copiedAt: row.copiedAt },
    { boundAt: null, boundAddress: null, boundUserAgent: null, copiedAt: null },
  ])
  const text = JSON.stringify(exported.value)
  for (const secret of [row.boundKey, row.boundHash, row.boundId]) {
    expect(secret).not.toBeNull()
    expect(text).not.toContain(secret)
  }
})
