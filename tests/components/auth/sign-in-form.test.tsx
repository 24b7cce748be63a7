import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SignInForm } from '@/components/auth/sign-in-form'
import { Providers } from '@/components/site/providers'
import type { FormState } from '@/lib/platform/forms'
import { postFromAnotherTab } from '../another-tab'
import { ADA, refused, serveAuth, signedIn } from '../auth-network'
import { tooManyAttempts } from '@/tests/setup/sentences'

const action = vi.fn(async (): Promise<FormState> => ({}))
const leave = vi.fn()

function show(initialState: FormState = {}, callbackUrl = '/dashboard') {
  render(
    <Providers session={null}>
      <SignInForm
        action={action}
        callbackUrl={callbackUrl}
        initialState={initialState}
        leave={leave}
      />
    </Providers>,
  )
}

const identifier = () => screen.getByLabelText<HTMLInputElement>('Email or username')
const password = () => screen.getByLabelText<HTMLInputElement>('Password')
const button = () => screen.getByRole('button', { name: /^Sign(ing)? in(…)?$/ })
/** The form's own alert region, present from the start; the toast has another. */
const alert = () => {
  const form = identifier().closest('form')
  if (!form) throw new Error('no form')
  return within(form).getByRole('alert')
}
const toasts = () => within(screen.getByRole('region', { name: 'Notifications' }))

async function submit(name = 'ada', secret = 'harbour violin umbrella') {
  const user = userEvent.setup()
  await user.type(identifier(), name)
  await user.type(password(), secret)
  await user.click(button())
}

beforeEach(() => {
  action.mockClear()
  leave.mockClear()
})

afterEach(async () => {
  window.history.replaceState(null, '', '/')
  window.dispatchEvent(new Event('pagehide'))
  const { toast } = await import('react-hot-toast/headless')
  act(() => toast.remove())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('before anything is sent', () => {
  test('every field has its contracted name, label and autocomplete', () => {
    show({}, '/account')
    expect(identifier()).toHaveAttribute('name', 'identifier')
    expect(identifier()).toHaveAttribute('autocomplete', 'username webauthn')
    expect(identifier()).toHaveAttribute('autocapitalize', 'none')
    expect(password()).toHaveAttribute('name', 'password')
    expect(password()).toHaveAttribute('autocomplete', 'current-password')
    expect(screen.getByRole('checkbox', { name: 'Remember me' })).toHaveAttribute(
      'name',
      'remember',
    )
    expect(document.querySelector('input[name="callbackUrl"]')).toHaveValue('/account')
    expect(screen.getByRole('link', { name: 'Forgot password?' })).toHaveAttribute(
      'href',
      '/forgot-password',
    )
  })

  test('the alert region is present and empty, so that its content is announced', () => {
    show()
    expect(alert()).toBeEmptyDOMElement()
  })

  test('a refusal that led here is shown, but not announced as new', () => {
    show({ refusal: { code: 'session_expired' } })
    expect(alert()).toHaveTextContent('Your session has expired. Please sign in again.')
    expect(toasts().queryByText(/session/)).not.toBeInTheDocument()
  })

  test('the password can be shown and hidden again', async () => {
    show()
    await userEvent.type(password(), 'secret')
    await userEvent.click(screen.getByRole('button', { name: 'Show password' }))
    expect(password()).toHaveAttribute('type', 'text')
    await userEvent.click(screen.getByRole('button', { name: 'Hide password' }))
    expect(password()).toHaveAttribute('type', 'password')
    expect(password()).toHaveValue('secret')
  })

  test('Caps Lock is reported while typing the password', () => {
    show()
    fireEvent.keyDown(password(), { key: 'A', modifierCapsLock: true })
    expect(password()).toHaveAccessibleDescription('Caps Lock is on.')
    fireEvent.keyUp(password(), { key: 'a', modifierCapsLock: false })
    expect(password()).not.toHaveAccessibleDescription()
  })

  test('a password can be pasted', async () => {
    show()
    const user = userEvent.setup()
    await user.click(password())
    await user.paste('from a password manager')
    expect(password()).toHaveValue('from a password manager')
  })
})

describe('a right password', () => {
  test('shows a toast, then leads to the requested page', async () => {
    serveAuth({ callback: signedIn(), session: () => Response.json(ADA) })
    show({}, '/account')
    await submit()
    const greeting = await toasts().findByText('Successfully signed in! Taking you there…')
    expect(greeting.closest('[role=status]')).not.toBeNull()
    expect(button()).toHaveAccessibleName('Signing in…')
    await waitFor(() => expect(leave).toHaveBeenCalledWith('/account'), { timeout: 3000 })
    expect(leave).toHaveBeenCalledOnce()
    expect(alert()).toBeEmptyDOMElement()
  })

  test('is told that it leads to the dashboard when it does', async () => {
    serveAuth({ callback: signedIn(), session: () => Response.json(ADA) })
    show()
    await submit()
    const sentence = 'Successfully signed in! Sending you to the dashboard…'
    expect(await toasts().findByText(sentence)).toBeInTheDocument()
  })

  test('leads to the place on the page that was asked for', async () => {
    window.history.replaceState(null, '', '/sign-in?callbackUrl=%2Faccount%3Ftab%3Dtwo#photo')
    serveAuth({ callback: signedIn(), session: () => Response.json(ADA) })
    show({}, '/account?tab=two')
    await submit()
    await waitFor(() => expect(leave).toHaveBeenCalledWith('/account?tab=two#photo'))
  })

  test('sends what was typed, and "Remember me" only if checked', async () => {
    const { bodies } = serveAuth({ callback: signedIn(), session: () => Response.json(ADA) })
    show()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Remember me' }))
    await submit('ada@example.com', 'harbour violin umbrella')
    await waitFor(() => expect(bodies).toHaveLength(1))
    const sent = new URLSearchParams(bodies[0])
    expect(sent.get('identifier')).toBe('ada@example.com')
    expect(sent.get('password')).toBe('harbour violin umbrella')
    expect(sent.get('remember')).toBe('on')
  })

  test('never uses the server action, which is for pages without a script', async () => {
    serveAuth({ callback: signedIn(), session: () => Response.json(ADA) })
    show()
    await submit()
    await waitFor(() => expect(leave).toHaveBeenCalled(), { timeout: 3000 })
    expect(action).not.toHaveBeenCalled()
  })
})

describe('a wrong password', () => {
  beforeEach(() => {
    serveAuth({ callback: refused('invalid_credentials') })
    show()
  })

  test('is refused in toast and alert with the same sentence', async () => {
    await submit()
    await waitFor(() => expect(alert()).toHaveTextContent('Invalid email or password.'))
    expect(await toasts().findByText('Invalid email or password.')).toBeInTheDocument()
    expect(leave).not.toHaveBeenCalled()
  })

  test('keeps the identifier, clears the password and focuses it', async () => {
    await submit('Ada@Example.com', 'wrong')
    await waitFor(() => expect(password()).toHaveFocus())
    expect(password()).toHaveValue('')
    expect(identifier()).toHaveValue('Ada@Example.com')
    expect(button()).toHaveAccessibleName('Sign in')
  })

  test('shows one toast however often it happens, and renders the alert anew each time', async () => {
    await submit()
    await waitFor(() => expect(alert()).toHaveTextContent('Invalid'))
    const first = alert().firstChild
    await userEvent.type(password(), 'again{Enter}')
    await waitFor(() => expect(alert().firstChild).not.toBe(first))
    expect(toasts().getAllByText('Invalid email or password.')).toHaveLength(1)
  })

  test('is not said any more while it is corrected', async () => {
    await submit()
    await waitFor(() => expect(alert()).toHaveTextContent('Invalid'))
    await userEvent.type(password(), 'h')
    expect(alert()).toBeEmptyDOMElement()
  })
})

test('the form cannot be sent twice at once', async () => {
  const { requests } = serveAuth({ callback: 'silence' })
  show()
  await submit()
  await waitFor(() => expect(button()).toHaveAttribute('aria-disabled', 'true'))
  await userEvent.click(button())
  await userEvent.type(password(), '{Enter}')
  expect(requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
})

describe('too many attempts', () => {
  test('count down visibly, and the button is enabled at zero', async () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T10:00:00.000Z') })
    serveAuth({
      callback: refused('rate_limited', { status: 429, headers: { 'Retry-After': '27' } }),
    })
    show()
    fireEvent.change(identifier(), { target: { value: 'ada' } })
    fireEvent.change(password(), { target: { value: 'wrong' } })
    fireEvent.submit(button().closest('form') ?? button())
    await act(() => vi.advanceTimersByTimeAsync(0))
    expect(alert()).toHaveTextContent(tooManyAttempts(27))
    // Not `disabled`, which would drop the focus.
    expect(button()).toHaveAttribute('aria-disabled', 'true')
    expect(button()).toBeEnabled()

    await act(() => vi.advanceTimersByTimeAsync(8000))
    expect(alert()).toHaveTextContent(tooManyAttempts(20))
    expect(screen.getByRole('region', { name: 'Notifications' })).toHaveTextContent(
      tooManyAttempts(20),
    )
    // The countdown is a silent timer; the alert itself is announced once.
    expect(within(alert()).getByRole('timer')).toHaveAttribute('aria-live', 'off')

    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(alert()).toBeEmptyDOMElement()
    expect(screen.getByText('You can try again now.').closest('[role=status]')).not.toBeNull()
    expect(button()).not.toHaveAttribute('aria-disabled')
  })

  test('rendered by the server name the wait, and the form stays usable without a script', () => {
    show({ refusal: { code: 'busy', retryAfterSeconds: 5 } })
    expect(alert()).toHaveTextContent('We are busy. Try again in 5 seconds.')
  })
})

describe('without a proper answer', () => {
  const OFFLINE = 'You seem to be offline. Check your connection and try again.'
  const FAILED = 'Something went wrong. Please try again.'

  test.each([
    ['no network', 'network error' as const, OFFLINE],
    ['a 500 as JSON', Response.json({ message: 'no' }, { status: 500 }), FAILED],
    ['a page instead of JSON', new Response('<h1>502</h1>', { status: 502 }), FAILED],
  ])('%s shows its own sentence, and nothing typed is lost', async (_name, callback, sentence) => {
    serveAuth({ callback })
    show()
    await submit('ada', 'harbour violin umbrella')
    await waitFor(() => expect(alert()).toHaveTextContent(sentence))
    expect(await toasts().findByText(sentence)).toBeInTheDocument()
    expect(identifier()).toHaveValue('ada')
    expect(password()).toHaveValue('harbour violin umbrella')
    expect(leave).not.toHaveBeenCalled()
  })

  test('a server that hangs times out', async () => {
    vi.useFakeTimers()
    serveAuth({ callback: 'silence' })
    show()
    fireEvent.change(identifier(), { target: { value: 'ada' } })
    fireEvent.change(password(), { target: { value: 'harbour violin umbrella' } })
    fireEvent.submit(button().closest('form') ?? button())
    await act(() => vi.advanceTimersByTimeAsync(60_000))
    expect(alert()).toHaveTextContent(FAILED)
    expect(button()).toHaveAccessibleName('Sign in')
  })
})

test('a right password navigates immediately, with the session read once', async () => {
  const { requests } = serveAuth({ callback: signedIn(), session: () => Response.json(ADA) })
  show()
  fireEvent.change(identifier(), { target: { value: 'ada' } })
  fireEvent.change(password(), { target: { value: 'harbour violin umbrella' } })
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  await act(async () => {
    fireEvent.click(button())
    // A pause would not be over by now.
    await vi.waitUntil(() => leave.mock.calls.length > 0, { timeout: 500 })
  })
  vi.useRealTimers()
  expect(leave).toHaveBeenCalledExactlyOnceWith('/dashboard')
  const reads = () => requests.filter((request) => request === 'GET /api/auth/session')
  expect(reads()).toHaveLength(1)
  // This tab receives its own notification without another read; a later one from another tab needs one.
  await postFromAnotherTab('getSession')
  expect(reads()).toHaveLength(2)
})
