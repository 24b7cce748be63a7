import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { UserAction } from '@/components/admin/user-action'
import { TextField } from '@/components/ui/field'
import type { FormState } from '@/lib/platform/forms'

function show(answer: (sent: Record<string, FormDataEntryValue>) => FormState) {
  const sent: Record<string, FormDataEntryValue>[] = []
  const left: string[] = []
  render(
    <UserAction
      action={(_previous, formData) => {
        sent.push(Object.fromEntries(formData))
        return Promise.resolve(answer(Object.fromEntries(formData)))
      }}
      name="disable"
      buttonText="Disable account"
      busyText="Disabling…"
      tone="danger"
      backHref="/admin/users/1"
      leave={(path) => left.push(path)}
      fields={<TextField name="reason" label="Reason" />}
    >
      What it does.
    </UserAction>,
  )
  return { sent, left, button: screen.getByRole('button', { name: 'Disable account' }) }
}

test('the first press asks for confirmation, and only the second one sends it', async () => {
  const { sent, left, button } = show(({ confirmed, reason }) =>
    confirmed === 'yes'
      ? { goTo: '/done' }
      : { confirm: 'Disable Ada?', values: { reason: String(reason) } },
  )
  await userEvent.type(screen.getByLabelText('Reason'), 'Spam')
  await userEvent.click(button)
  expect(await screen.findByText('Disable Ada?')).toBeInTheDocument()
  expect(screen.getByLabelText('Reason')).toHaveValue('Spam')
  expect(screen.getByRole('link')).toHaveAttribute('href', '/admin/users/1')
  expect(left).toEqual([])

  await userEvent.click(button)
  await expect.poll(() => left).toEqual(['/done'])
  expect(sent).toEqual([{ reason: 'Spam' }, { reason: 'Spam', confirmed: 'yes' }])
})

test('a refusal closes the confirmation', async () => {
  const { sent, button } = show(({ confirmed }) =>
    confirmed === 'yes' ? { refusal: { code: 'last_admin' } } : { confirm: 'Disable Ada?' },
  )
  await userEvent.click(button)
  await screen.findByRole('link', { name: 'Cancel' })
  await userEvent.click(button)
  expect(await screen.findByText('At least one active administrator must remain.')).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Cancel' })).not.toBeInTheDocument()

  await userEvent.click(button)
  expect(sent.at(-1)).not.toHaveProperty('confirmed')
})
