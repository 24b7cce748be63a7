import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { UsernameToConfirm } from '@/components/ui/username-to-confirm'
import type { FormState } from '@/lib/platform/forms'

type Sent = Record<string, FormDataEntryValue>

function show() {
  const sent: Sent[] = []
  const answer = ({ username }: Sent): FormState => {
    if (username === undefined) return { confirm: 'Delete @ada permanently?' }
    if (username === 'ada') return { goTo: '/admin/users' }
    return {
      confirm: 'Delete @ada permanently?',
      refusal: { code: 'invalid_input' },
      fieldErrors: { username: 'Enter ada.' },
      values: { username: String(username) },
    }
  }
  const left: string[] = []
  render(
    <ActionForm
      toastId="delete"
      hasAlert={false}
      leave={(path) => left.push(path)}
      action={(_previous, formData) => {
        sent.push(Object.fromEntries(formData))
        return Promise.resolve(answer(Object.fromEntries(formData)))
      }}
    >
      <ConfirmDialog buttonText="Delete user" busyText="Deleting…">
        <UsernameToConfirm username="ada" />
      </ConfirmDialog>
    </ActionForm>,
  )
  const user = userEvent.setup()
  const opener = () => screen.getByRole('button', { name: 'Delete user' })
  return { sent, left, user, opener }
}

const cancel = () => within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' })
const username = () => screen.getByLabelText('Enter the username “ada” to confirm')

/** What a keyboard sends while a key is held down. */
const HELD = { key: 'Enter', repeat: true }

test('holding a key opens the dialog and does nothing else', async () => {
  const { sent, left, user, opener } = show()
  opener().focus()
  expect(fireEvent.keyDown(opener(), HELD)).toBe(false)
  await user.keyboard('{Enter>}')
  await waitFor(() => expect(cancel()).toHaveFocus())

  expect(fireEvent.keyDown(cancel(), HELD)).toBe(false)
  expect(screen.getByRole('dialog', { name: 'Delete @ada permanently?' })).toBeVisible()
  expect(sent).toEqual([{}])
  expect(left).toEqual([])
})

test('a second press cancels and returns the focus to the button', async () => {
  const { sent, user, opener } = show()
  opener().focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(cancel()).toHaveFocus())
  await user.keyboard('{Enter}')

  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(opener()).toHaveFocus()
  expect(sent).toEqual([{}])
  await user.keyboard('{Enter}')
  await waitFor(() => expect(cancel()).toHaveFocus())
})

test('only the right username confirms; a wrong one is refused at the field', async () => {
  const { sent, left, user, opener } = show()
  await user.click(opener())
  await user.type(await screen.findByLabelText(/^Enter the username/), 'eve{Enter}')
  await waitFor(() => expect(username()).toHaveAccessibleDescription('Enter ada.'))
  expect(username()).toHaveFocus()
  expect(within(screen.getByRole('dialog')).getByRole('alert')).toHaveTextContent(
    'Check the highlighted fields',
  )
  await user.clear(username())
  await user.type(username(), 'ada{Enter}')

  await expect.poll(() => left).toEqual(['/admin/users'])
  expect(sent).toEqual([{}, { username: 'eve' }, { username: 'ada' }])
})
