import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { CallbackMatrix } from '@/components/inspector/views/callback-matrix'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { signIn } from '../../../unit/inspector/recorded-events'

test('where a recording differs from what is told, the cell leads to the reason', () => {
  const { container } = render(<CallbackMatrix timeline={buildTimeline(signIn())} />)
  const link = screen.getByRole('link', { name: 'told: yes, why it differs' })
  const reason = container.querySelector(link.getAttribute('href') ?? '')
  expect(reason?.parentElement).toHaveTextContent('A sign-in only writes the token.')
  expect(screen.getAllByRole('link')).toHaveLength(1)
})
