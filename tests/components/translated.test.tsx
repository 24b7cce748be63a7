import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { NewPasswordField } from '@/components/auth/new-password-field'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'

/** As translators in browsers do: each text is replaced by an element that holds its translation. */
function translate(root: Element) {
  const texts: Text[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts.filter(({ data }) => data.trim() !== '')) {
    const font = document.createElement('font')
    font.textContent = `[${text.data}]`
    text.replaceWith(font)
  }
}

test('words that change after a translation do change, and nothing breaks', async () => {
  render(
    <ActionForm action={() => new Promise(() => {})} toastId="t">
      <NewPasswordField name="password" label="Password" />
      <SubmitButton busyText="Saving…">Save</SubmitButton>
    </ActionForm>,
  )
  const password = screen.getByLabelText('Password')
  await userEvent.type(password, 'short')
  await screen.findByText('too short', {}, { timeout: 10_000 })
  act(() => translate(document.body))
  expect(screen.getByText('[too short]')).toBeVisible()

  await userEvent.type(password, ' harbour violin umbrella')
  expect(await screen.findByText('strong')).toBeVisible()
  expect(screen.queryByText('[too short]')).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: /Show/ }))
  expect(screen.getByRole('button', { name: /Hide/ })).toBeVisible()
  expect(screen.queryByText('[Show]')).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: /Save/ }))
  expect(screen.getByRole('button', { name: 'Saving…' })).toBeVisible()
  expect(screen.queryByText('[Save]')).not.toBeInTheDocument()
})
