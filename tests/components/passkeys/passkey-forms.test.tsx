import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AddPasskeyForm } from '@/components/passkeys/add-passkey-form'
import { LatestAnswer } from '@/components/passkeys/latest-answer'
import { PasskeyList, type ShownPasskey } from '@/components/passkeys/passkey-list'
import type { FormState } from '@/lib/platform/forms'

const passkey = (id: string, more: Partial<ShownPasskey> = {}): ShownPasskey => ({
  ...{ id, name: `Key ${id}`, provider: null, isBackedUp: false },
  ...{ device: 'Chrome on Linux', address: '::1' },
  createdIso: '2026-12-01T00:12:00.000Z',
  lastUsedIso: null,
  ...more,
})

type Sent = Record<string, FormDataEntryValue>
let sent: Sent[] = []
/** Asks before it removes, as the page's action does. */
const action = (_previous: FormState, formData: FormData): Promise<FormState> => {
  const fields = Object.fromEntries(formData)
  sent.push(fields)
  if (fields.change === 'rename') return Promise.resolve({ notice: 'Passkey renamed.' })
  const isConfirmed = fields.confirmed === 'yes'
  return Promise.resolve(isConfirmed ? { goTo: '/done' } : { confirm: 'Remove this passkey?' })
}

const left: string[] = []
const leave = (path: string) => void left.push(path)
const row = (index: number) => {
  const found = screen.getAllByRole('listitem')[index]
  if (!found) throw new Error('there should be such a row')
  return within(found)
}

beforeEach(() => {
  sent = []
  vi.stubGlobal(
    'PublicKeyCredential',
    class {
      static parseRequestOptionsFromJSON = (json: unknown) => json
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

test('Enter in the name renames, also while removing is asked about, and never removes', async () => {
  render(<PasskeyList passkeys={[passkey('1')]} {...{ action, leave }} />)
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }))
  await screen.findByRole('dialog')
  await userEvent.type(screen.getByLabelText('Passkey name'), ' b{Enter}')
  await expect.poll(() => sent.length).toBe(2)
  expect(sent).toEqual([
    { id: '1', change: 'remove' },
    { id: '1', change: 'rename', name: 'Key 1 b' },
  ])
})

test('removing asks in a dialog that names it, starts on Cancel, and ignores key repeat', async () => {
  render(<PasskeyList passkeys={[passkey('1'), passkey('2')]} {...{ action, leave }} />)
  await userEvent.click(row(1).getByRole('button', { name: 'Remove' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Remove this passkey?' }))
  await waitFor(() => expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus())
  expect(dialog.getByText('Key 2')).toBeVisible()
  expect(dialog.getByText(/Signs out every other device\.$/)).toBeVisible()
  await userEvent.keyboard('{Enter>3}')
  expect(sent).toEqual([{ id: '2', change: 'remove' }])
  await userEvent.keyboard('{/Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await userEvent.click(row(1).getByRole('button', { name: 'Remove' }))
  await userEvent.click(
    within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }),
  )
  await expect.poll(() => left).toEqual(['/done'])
  expect(sent.at(-1)).toEqual({ id: '2', change: 'remove', confirmed: 'yes' })
})

test('the question says that it is the last', async () => {
  render(<PasskeyList passkeys={[passkey('1')]} {...{ action, leave }} />)
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }))
  expect(await screen.findByText(/This is your last passkey\.$/)).toBeVisible()
})

test('a row tells when it was added and last used, and from where', () => {
  const used = passkey('2', { lastUsedIso: '2026-12-02T00:12:00.000Z' })
  render(<PasskeyList passkeys={[passkey('1'), used]} {...{ action }} />)
  const [first, second] = screen.getAllByRole('listitem')
  expect(first).toHaveTextContent(/Added .*2026, .* from Chrome on Linux \(::1\), never used/)
  expect(second).toHaveTextContent(
    /Added [^(]*2026, [^(]*, last used .* from Chrome on Linux \(::1\)/,
  )
  expect(second).not.toHaveTextContent('never used')
})

test('one answer shows at a time, and the one the page arrived with has the focus', async () => {
  const arrival = { tone: 'success', text: 'Passkey removed.' } as const
  const refuse = () => Promise.resolve<FormState>({ refusal: { code: 'passkey_exists' } })
  const passkeys = [passkey('1'), passkey('2')]
  render(
    <LatestAnswer arrival={arrival}>
      <PasskeyList {...{ passkeys, action }} />
      <PasskeyList passkeys={[passkey('3')]} action={refuse} />
    </LatestAnswer>,
  )
  expect(screen.getByText('Passkey removed.').closest('[role=status]')).toHaveFocus()
  await userEvent.click(row(0).getByRole('button', { name: 'Rename' }))
  expect(await row(0).findByText('Passkey renamed.')).toBeVisible()
  expect(screen.queryByText('Passkey removed.')).toBeNull()
  await userEvent.click(row(1).getByRole('button', { name: 'Rename' }))
  expect(await row(1).findByText('Passkey renamed.')).toBeVisible()
  expect(screen.getAllByText('Passkey renamed.')).toHaveLength(1)
  await userEvent.click(row(2).getByRole('button', { name: 'Rename' }))
  expect(await screen.findByText(/already has a passkey/)).toBeVisible()
  expect(screen.queryByText('Passkey renamed.')).toBeNull()
})

test('a browser that cannot add one says so before anything is pressed', () => {
  vi.stubGlobal('PublicKeyCredential', undefined)
  render(<AddPasskeyForm action={action} />)
  expect(screen.getByText('This browser cannot add passkeys. Use another browser.')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

test('without JavaScript the page says what adding one needs', () => {
  const html = renderToString(<AddPasskeyForm action={action} />)
  expect(html).toMatch(
    /<noscript>.*Adding a passkey needs JavaScript\. Turn it on, then reload\..*<\/noscript>/,
  )
  expect(html).toContain('Add a passkey')
})
