import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { RecoveryCodes } from '@/components/two-factor/recovery-codes'

const CODES = ['0123-4567-89ab', 'cdef-ghjk-mnpq']
const CODES_SHOWN = <RecoveryCodes codes={CODES} notice="Two-factor is on." nextHref="/account" />

test('recovery codes can be copied, printed and kept as a file', async () => {
  const user = userEvent.setup()
  const print = vi.fn()
  vi.stubGlobal('print', print)
  render(CODES_SHOWN)
  const list = screen.getByRole('list', { name: 'Recovery codes' })
  expect(
    within(list)
      .getAllByRole('listitem')
      .map((one) => one.textContent),
  ).toEqual(CODES)

  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await navigator.clipboard.readText()).toBe(CODES.join('\n'))
  expect(screen.getByRole('button', { name: 'Copied' })).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Print' }))
  expect(print).toHaveBeenCalledOnce()

  const file = screen.getByRole('button', { name: 'Download recovery codes' })
  const text = decodeURIComponent(file.getAttribute('href') ?? '')
  for (const code of CODES) expect(text).toContain(`${code}\n`)
})

test('without JavaScript there is the list and the file, and no button that does nothing', () => {
  document.body.innerHTML = renderToString(CODES_SHOWN)
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  expect(screen.getAllByRole('button').map((one) => one.textContent)).toEqual([
    'Download recovery codes',
  ])
})
