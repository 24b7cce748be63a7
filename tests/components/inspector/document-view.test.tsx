import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { DocumentView } from '@/components/inspector/document/document-view'
import { readBlocks } from '@/lib/inspector/documents/markdown-blocks'
import { TEN_QUESTIONS } from '@/lib/inspector/timeline/ten-questions'

const FILE = join(import.meta.dirname, '../../../docs/how-sign-in-works.md')

test('the guide shows the whole document: text, tables and diagrams', () => {
  render(<DocumentView blocks={readBlocks(readFileSync(FILE, 'utf8'))} />)
  expect(screen.getByRole('heading', { level: 1, name: 'How sign-in works' })).toBeVisible()
  for (const { question } of TEN_QUESTIONS) expect(screen.getByText(question)).toBeVisible()
  const [diagram] = screen
    .getAllByRole('list')
    .filter((list) => list.textContent?.includes('POST /api/auth/callback/credentials'))
  expect(within(diagram ?? document.body).getByText('jwt callback: trigger signIn')).toBeVisible()
  for (const head of screen.getAllByRole('columnheader')) expect(head).not.toBeEmptyDOMElement()
  const tables = screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'))
  expect(new Set(tables).size).toBe(tables.length)
  expect(document.body).not.toHaveTextContent(/```|\*\*|<!--|\| --- \|/)
})
