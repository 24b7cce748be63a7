import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { toast } from 'react-hot-toast/headless'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { toastRefusal, toastRefusalOutOfView, toastSuccess } from '@/components/ui/toast'
import { Toaster } from '@/components/ui/toaster'

afterEach(() => {
  act(() => toast.remove())
  vi.unstubAllGlobals()
})

const region = () => within(screen.getByRole('region', { name: 'Notifications' }))
const shown = () => screen.queryAllByRole('button', { name: 'Dismiss' })

test('no style attribute leaves the server, where a strict policy would block it', () => {
  const html = renderToString(<Toaster />)
  expect(html).not.toContain('style=')
  expect(html).toContain('aria-live="polite"')
})

test('there is one live region, and what an alert has announced stands outside of it', () => {
  render(<Toaster />)
  act(() => {
    toastRefusal('one', { code: 'server_error' })
    toastSuccess('two', 'Saved.')
    toastRefusal('three', { code: 'network_error' }, true)
  })
  expect(region().queryByRole('alert')).not.toBeInTheDocument()
  const status = region().getByRole('status')
  expect(status).toHaveTextContent('Something went wrong.')
  expect(status).toHaveTextContent('Saved.')
  expect(status).not.toHaveTextContent('offline')
  expect(status.querySelector('[aria-live], [role=status], [role=alert]')).toBeNull()
  expect(region().getByText(/offline/)).toBeInTheDocument()
})

describe('a dismissed toast', () => {
  test('leaves, by keyboard, and the focus returns to where it came from', async () => {
    render(
      <main tabIndex={-1}>
        <button type="button">Before</button>
        <Toaster />
      </main>,
    )
    act(() => toastRefusal('one', { code: 'server_error' }))
    await userEvent.tab()
    await userEvent.tab()
    expect(shown()[0]).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByRole('button', { name: 'Before' })).toHaveFocus()
    await waitFor(() => expect(shown()).toHaveLength(0))
  })

  test('hands the focus to the next, and the last one to the page when nothing else had it', async () => {
    render(
      <main tabIndex={-1}>
        <Toaster />
      </main>,
    )
    act(() => {
      toastRefusal('one', { code: 'server_error' })
      toastSuccess('two', 'Saved.')
    })
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(shown()).toHaveLength(1))
    expect(shown()[0]).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(shown()).toHaveLength(0))
    expect(screen.getByRole('main')).toHaveFocus()
  })

  test('takes no later one of the same form with it, however late it is removed', async () => {
    render(<Toaster />)
    act(() => toastRefusal('one', { code: 'server_error' }))
    const [first = ''] = shown().map((button) => button.closest<HTMLElement>('.toast')?.dataset.id)
    await userEvent.click(shown()[0] as HTMLElement)
    act(() => toastRefusal('one', { code: 'network_error' }))
    // As the library may do a second time.
    act(() => toast.remove(first))
    expect(region().getByText(/offline/)).toBeVisible()
    expect(shown()).toHaveLength(1)
  })

  test('does not hold up the next one: its time goes on', async () => {
    render(<Toaster />)
    act(() => toastSuccess('one', 'Saved.'))
    await userEvent.hover(region().getByText('Saved.'))
    await userEvent.click(shown()[0] as HTMLElement)
    await waitFor(() => expect(shown()).toHaveLength(0))
    act(() => void toast.success('Soon gone', { duration: 20, removeDelay: 1 }))
    await waitFor(() => expect(shown()).toHaveLength(0))
  })
})

describe('a refusal that an alert of the page says too', () => {
  const refusal = { code: 'username_taken' } as const

  /** A browser that sees the alert or not, and is told when that changes. */
  function seeing(isFirstSeen: boolean) {
    let report: (isSeen: boolean) => void = () => undefined
    class Observer {
      constructor(callback: IntersectionObserverCallback) {
        report = (isSeen) =>
          act(() =>
            callback(
              [{ intersectionRatio: isSeen ? 1 : 0 } as IntersectionObserverEntry],
              this as never,
            ),
          )
      }
      observe() {
        report(isFirstSeen)
      }
      disconnect() {}
    }
    vi.stubGlobal('IntersectionObserver', Observer)
    return (isSeen: boolean) => report(isSeen)
  }

  test('is no toast while the alert is in view', () => {
    seeing(true)
    render(<Toaster />)
    toastRefusalOutOfView('one', refusal, document.body)
    expect(shown()).toHaveLength(0)
  })

  test('is one out of view, until the alert comes into view', async () => {
    const report = seeing(false)
    render(<Toaster />)
    toastRefusalOutOfView('one', refusal, document.body)
    expect(shown()).toHaveLength(1)
    report(true)
    await waitFor(() => expect(shown()).toHaveLength(0))
    report(false)
    expect(shown()).toHaveLength(0)
  })
})
