import { render } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { OfferPasskey } from '@/components/passkeys/offer-passkey'
import { Toaster } from '@/components/ui/toaster'
import type { FormState } from '@/lib/platform/forms'
import { PATIENTLY } from '../../setup/patiently'

const MADE = '{"id":"one"}'
const create = vi.fn<(asked: { mediation?: string; signal: AbortSignal }) => Promise<unknown>>()
const fetched = vi.fn<typeof fetch>()
let sent: unknown[] = []

class Credential {
  static capabilities: Record<string, boolean> = { conditionalCreate: true }
  static getClientCapabilities = () => Promise.resolve(Credential.capabilities)
  static parseCreationOptionsFromJSON = (json: unknown) => json
  static parseRequestOptionsFromJSON = (json: unknown) => json
  toJSON() {
    return { id: 'one' }
  }
}

const offer = (answer: FormState = { notice: 'Passkey added: Bitwarden.' }) =>
  render(
    <>
      <OfferPasskey
        action={(_previous, formData) => {
          sent.push(formData.get('passkey'))
          return Promise.resolve(answer)
        }}
      />
      <Toaster />
    </>,
  )
const passSecond = () => vi.advanceTimersByTimeAsync(1500)

// Loaded when it is needed, which takes longer than the timers of these tests know.
beforeAll(async () => void (await import('@/components/passkeys/ceremony')))

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  Credential.capabilities = { conditionalCreate: true }
  vi.stubGlobal('PublicKeyCredential', Credential)
  vi.stubGlobal('fetch', fetched)
  Object.defineProperty(navigator, 'credentials', { value: { create }, configurable: true })
  fetched.mockImplementation(() => Promise.resolve(Response.json({ options: {} })))
  create.mockResolvedValue(new Credential())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.resetAllMocks()
})

test('a passkey is made without a question, and told of', async () => {
  const { findByText } = offer()
  await passSecond()
  await vi.waitFor(() => expect(sent).toEqual([MADE]), PATIENTLY)
  expect(String(fetched.mock.calls[0]?.[1]?.body)).toBe('purpose=upgrade')
  expect(create).toHaveBeenCalledWith(expect.objectContaining({ mediation: 'conditional' }))
  vi.useRealTimers()
  expect(await findByText('Passkey added: Bitwarden.')).toBeVisible()
})

test('a browser that cannot is not asked, and the server neither', async () => {
  for (const capabilities of [{}, { conditionalCreate: false }]) {
    Credential.capabilities = capabilities
    offer()
    await passSecond()
  }
  vi.stubGlobal('PublicKeyCredential', undefined)
  offer()
  await passSecond()
  expect(fetched).not.toHaveBeenCalled()
})

test.each([
  ['the browser will not', () => create.mockRejectedValue(new DOMException('', 'NotAllowedError'))],
  ['there is one', () => create.mockRejectedValue(new DOMException('', 'InvalidStateError'))],
  ['the browser fails', () => create.mockRejectedValue(new TypeError('no'))],
  ['it was offered', () => fetched.mockResolvedValue(Response.json({ refused: {} }))],
  ['the line is down', () => fetched.mockRejectedValue(new TypeError('Failed to fetch'))],
])('where %s nothing is said', async (_name, arrange) => {
  arrange()
  const { container } = offer()
  await passSecond()
  expect(sent).toEqual([])
  expect(container).not.toHaveTextContent(/./)
})

test('a refusal by the server is not told', async () => {
  const { container } = offer({ refusal: { code: 'passkey_failed' } })
  await passSecond()
  await vi.waitFor(() => expect(sent).toEqual([MADE]), PATIENTLY)
  expect(container).not.toHaveTextContent(/./)
})
