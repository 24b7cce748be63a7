import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { FinalUserAction } from '@/components/admin/final-user-action'
import { TextField } from '@/components/ui/field'
import type { FormState } from '@/lib/platform/forms'

const QUESTION = 'Turn two-factor off for @ada?'

test('a final action asks in a dialog, with the reason beside it kept and the username wanted', async () => {
  const sent: Record<string, FormDataEntryValue>[] = []
  const left: string[] = []
  const answer = ({ reason, username }: Record<string, FormDataEntryValue>): FormState =>
    username === 'ada'
      ? { goTo: '/done' }
      : { confirm: QUESTION, values: { reason: String(reason) } }
  render(
    <FinalUserAction
      action={(_previous, formData) => {
        sent.push(Object.fromEntries(formData))
        return Promise.resolve(answer(Object.fromEntries(formData)))
      }}
      name="two-factor"
      buttonText="Reset two-factor"
      busyText="Resetting…"
      username="ada"
      warning="This can’t be undone."
      leave={(path) => left.push(path)}
      fields={<TextField name="reason" label="Reason" />}
    >
      What it does.
    </FinalUserAction>,
  )
  await userEvent.type(screen.getByLabelText('Reason'), 'Lost phone')
  await userEvent.click(screen.getByRole('button', { name: 'Reset two-factor' }))
  const dialog = within(await screen.findByRole('dialog', { name: QUESTION }))
  await waitFor(() => expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus())
  expect(dialog.getByText('This can’t be undone.')).toBeVisible()
  await userEvent.type(dialog.getByLabelText('Enter the username “ada” to confirm'), 'ada{Enter}')

  await expect.poll(() => left).toEqual(['/done'])
  expect(sent).toEqual([{ reason: 'Lost phone' }, { reason: 'Lost phone', username: 'ada' }])
})
