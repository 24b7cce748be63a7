import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { EmailText } from '@/components/ui/email-text'

test.each([
  ['ada@example.com', 'ada@<wbr>example<wbr>.com'],
  ['ada.lovelace@mail.example.com', 'ada<wbr>.lovelace@<wbr>mail<wbr>.example<wbr>.com'],
  ['info@xn--mnchen-test-thb.de', 'info@<wbr>münchen-test<wbr>.de'],
])('%s breaks only where its parts meet', (email, markup) => {
  const { container } = render(<EmailText email={email} />)
  expect(container.innerHTML).toBe(markup)
  expect(container).toHaveTextContent(markup.replaceAll('<wbr>', ''))
})
