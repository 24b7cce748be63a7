import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { SetUpSteps } from '@/components/two-factor/set-up-steps'

const URI = 'otpauth://totp/Latchkey:ada?secret=ABCDEFGH'

test('an app is set up by a picture, a link on the phone, or a key to type', () => {
  render(<SetUpSteps uri={URI} shownSecret="ABCD EFGH" />)
  const picture = screen.getByRole('img', { name: 'QR code for your authenticator app' })
  expect(picture.tagName.toLowerCase()).toBe('svg')
  // The strict policy refuses styles in attributes.
  expect(picture.outerHTML).not.toContain('style=')
  expect(screen.getByRole('link', { name: 'open it on this phone' })).toHaveAttribute('href', URI)
  expect(screen.getByText('ABCD EFGH')).toBeVisible()
})
