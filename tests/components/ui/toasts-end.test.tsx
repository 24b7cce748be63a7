import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { describe, expect, test } from 'vitest'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { toastRefusal } from '@/components/ui/toast'
import { Toaster } from '@/components/ui/toaster'

const shown = () => screen.queryAllByRole('button', { name: 'Dismiss' })

describe('a toast ends', () => {
  test('when the page is left, so that the next one is not contradicted', () => {
    const page = (path: string) => (
      <PathnameContext value={path}>
        <Toaster />
      </PathnameContext>
    )
    const { rerender } = render(page('/account'))
    act(() => toastRefusal('one', { code: 'server_error' }))
    rerender(page('/account'))
    expect(shown()).toHaveLength(1)
    rerender(page('/dashboard'))
    expect(shown()).toHaveLength(0)
  })

  test('when any form is sent, before its answer is there', async () => {
    render(
      <>
        <Toaster />
        <ActionForm action={() => new Promise(() => {})} toastId="other">
          <SubmitButton busyText="Saving…">Save</SubmitButton>
        </ActionForm>
      </>,
    )
    act(() => toastRefusal('one', { code: 'server_error' }))
    expect(shown()).toHaveLength(1)
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(shown()).toHaveLength(0))
    expect(screen.getByRole('button', { name: 'Saving…' })).toBeVisible()
  })
})
