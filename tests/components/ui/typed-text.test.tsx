import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { hasTypedText } from '@/components/ui/typed-text'

function show() {
  render(
    <main>
      <input aria-label="Name" defaultValue="Ada" />
      <input aria-label="Password" type="password" />
      <input type="hidden" value="x" readOnly />
      <textarea aria-label="Text" />
    </main>,
  )
}

test('neither initial values nor passwords are typed text', async () => {
  show()
  expect(hasTypedText()).toBe(false)
  await userEvent.type(screen.getByLabelText('Password'), 'secret')
  expect(hasTypedText()).toBe(false)
})

test('a changed field is, until it is changed back', async () => {
  show()
  await userEvent.type(screen.getByLabelText('Name'), '!')
  expect(hasTypedText()).toBe(true)
  await userEvent.type(screen.getByLabelText('Name'), '{Backspace}')
  expect(hasTypedText()).toBe(false)
})

test('a text of several lines is as well', async () => {
  show()
  await userEvent.type(screen.getByLabelText('Text'), 'Dear Ada')
  expect(hasTypedText()).toBe(true)
})
