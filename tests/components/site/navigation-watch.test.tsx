import { act, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { toast } from 'react-hot-toast/headless'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NavigationWatch } from '@/components/site/navigation-watch'
import { Toaster } from '@/components/ui/toaster'

const followed: string[] = []
/** Stands for the browser, which jsdom is not: what nobody prevented happens. */
function follow(event: Event) {
  const isLink = event.target instanceof HTMLAnchorElement
  if (event.type === 'click' && !isLink) return
  if (!event.defaultPrevented) followed.push(event.type)
  event.preventDefault()
}

beforeEach(() => {
  followed.length = 0
  window.addEventListener('click', follow)
  window.addEventListener('submit', follow)
})

afterEach(() => {
  window.removeEventListener('click', follow)
  window.removeEventListener('submit', follow)
  act(() => toast.remove())
  vi.restoreAllMocks()
})

function show() {
  render(
    <>
      <NavigationWatch />
      <a href="/account">Account</a>
      <a href="/account" target="_blank">
        New tab
      </a>
      <a href="#content">Skip</a>
      <a href="https://example.com/">Elsewhere</a>
      <form method="get">
        <button type="submit">Search</button>
      </form>
      <Toaster />
    </>,
  )
}

const click = (name: string) => userEvent.click(screen.getByText(name))

describe('without a connection', () => {
  beforeEach(() => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false))

  test.each(['Account', 'Search'])('"%s" leaves the page, which says why', async (name) => {
    show()
    await click(name)
    const sentence = 'You seem to be offline. Check your connection and try again.'
    expect(await screen.findByText(sentence)).toBeInTheDocument()
    expect(followed).toEqual([])
  })

  test.each(['New tab', 'Skip', 'Elsewhere'])('"%s" is left to the browser', async (name) => {
    show()
    await click(name)
    expect(followed).toEqual(['click'])
    expect(screen.queryByText(/offline/)).not.toBeInTheDocument()
  })
})

describe('with one', () => {
  test('a navigation that takes long shows a sign, until somebody stops it', async () => {
    show()
    await click('Account')
    expect(followed).toEqual(['click'])
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument()
    expect(await screen.findByRole('progressbar')).toHaveAccessibleName('Loading the page')
    fireEvent.keyDown(document.body, { key: 'Escape' })
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument()
  })
})
