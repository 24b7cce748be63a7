import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { TurnOffForm } from '@/components/two-factor/turn-off-form'

const QUESTION = 'Turn two-factor off for @ada?'

test('two-factor is turned off in a dialog that starts on Cancel and wants the username', async () => {
  const sent: Record<string, FormDataEntryValue>[] = []
  const left: string[] = []
  render(
    <TurnOffForm
      username="ada"
      leave={(path) => left.push(path)}
      action={(_previous, formData) => {
        sent.push(Object.fromEntries(formData))
        return Promise.resolve(formData.has('username') ? { goTo: '/off' } : { confirm: QUESTION })
      }}
    />,
  )
  const user = userEvent.setup()
  screen.getByRole('button', { name: 'Turn off two-factor' }).focus()
  await user.keyboard('{Enter}')
  const dialog = within(await screen.findByRole('dialog', { name: QUESTION }))
  await waitFor(() => expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus())
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(sent).toEqual([{}])

  await user.keyboard('{Enter}')
  await user.type(await screen.findByLabelText('Enter the username “ada” to confirm'), 'ada{Enter}')
  await expect.poll(() => left).toEqual(['/off'])
  expect(sent).toEqual([{}, {}, { username: 'ada' }])
})
