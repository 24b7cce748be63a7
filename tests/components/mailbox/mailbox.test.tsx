import { render, screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { Mailbox } from '@/components/mailbox/mailbox'
import { product } from '@/lib/product'

const MAIL = {
  id: 'one',
  to: 'ada@example.com',
  subject: `Reset your ${product.name} password`,
  createdIso: '2026-03-01T12:00:00.000Z',
  state: 'delivered' as const,
  link: { text: 'Choose a new password', href: 'http://localhost:3000/reset-password?token=x' },
}
const OPEN = {
  ...MAIL,
  blocks: [
    { kind: 'heading', text: 'Choose a new password' },
    { kind: 'paragraph', text: '<script>alert(1)</script>' },
    { kind: 'button', text: 'Choose a new password', href: MAIL.link.href },
    { kind: 'button', text: 'Gone', href: null },
  ] as const,
  addressee: 'Sent to ada@example.com.',
  html: '<p>html</p>',
  text: 'plain text',
}

describe('the mailbox', () => {
  test('without mail says how to get some', () => {
    render(<Mailbox mails={[]} open={null} isChosen={false} />)
    expect(screen.getByRole('heading', { name: 'No email yet' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Create account' })).toHaveAttribute('href', '/sign-up')
  })

  test('lists each mail with its link, and marks the open one', () => {
    const other = { ...MAIL, id: 'two', to: 'bob@example.com', link: null }
    render(<Mailbox mails={[MAIL, other]} open={OPEN} isChosen />)
    const [first, second] = within(screen.getByRole('navigation', { name: 'Emails' })).getAllByRole(
      'listitem',
    )
    if (!first || !second) throw new Error('two rows expected')
    const row = within(first)
    expect(row.getByRole('link', { name: /ada@example.com/ })).toHaveAttribute('aria-current')
    expect(row.getByRole('link', { name: 'Choose a new password' })).toHaveAttribute(
      'href',
      MAIL.link.href,
    )
    expect(within(second).getAllByRole('link')).toHaveLength(1)
  })

  test("shows a mail's text, never as markup", () => {
    render(<Mailbox mails={[MAIL]} open={OPEN} isChosen />)
    const mail = within(screen.getByRole('article', { name: MAIL.subject }))
    expect(mail.getByText('<script>alert(1)</script>')).toBeVisible()
    expect(mail.getByRole('link', { name: 'Choose a new password' })).toHaveAttribute(
      'href',
      MAIL.link.href,
    )
    expect(mail.getByText('This link was removed after the email was sent.')).toBeVisible()
    expect(mail.getByText('<p>html</p>')).toBeInTheDocument()
  })

  test('marks a waiting mail and one that was dropped', () => {
    const mails = [
      { ...MAIL, state: 'waiting' as const },
      { ...MAIL, id: 'two', state: 'given_up' as const },
    ]
    render(<Mailbox mails={mails} open={null} isChosen={false} />)
    expect(screen.getByText('Queued')).toBeVisible()
    expect(screen.getByText('Failed')).toBeVisible()
  })
})
