import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  acceptOffer,
  askForPasskey,
  createPasskey,
  endBackground,
} from '@/components/passkeys/ceremony'

const OPTIONS = { challenge: 'AAAA' }

class Answer {
  constructor(readonly id: string) {}
  static parseCreationOptionsFromJSON = (json: unknown) => ({ created: json })
  static parseRequestOptionsFromJSON = (json: unknown) => ({ requested: json })
  toJSON() {
    return { id: this.id }
  }
}

type Asked = { publicKey: unknown; signal: AbortSignal; mediation?: string }
const create = vi.fn<(asked: Asked) => Promise<unknown>>()
const get = vi.fn<(asked: Asked) => Promise<unknown>>()
const fetched = vi.fn<typeof fetch>()

/** A call that ends when it is aborted, as in browsers. */
const untilAborted = ({ signal }: Asked) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
  })

beforeEach(() => {
  vi.stubGlobal('PublicKeyCredential', Answer)
  vi.stubGlobal('navigator', { credentials: { create, get } })
  vi.stubGlobal('fetch', fetched)
  fetched.mockImplementation(() => Promise.resolve(Response.json({ options: OPTIONS })))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetAllMocks()
})

const NOTHING = { state: {} }
const refused = (code: string) => ({ state: { refusal: { code } } })

describe('asking for a passkey', () => {
  test('asks the server for a challenge, and then the device', async () => {
    get.mockResolvedValue(new Answer('one'))
    expect(await askForPasskey('proof')).toEqual({ answer: '{"id":"one"}' })
    const [[path, init] = []] = fetched.mock.calls
    expect([path, String(init?.body)]).toEqual(['/api/passkeys/options', 'purpose=proof'])
    expect(get.mock.calls[0]?.[0]).toMatchObject({ publicKey: { requested: OPTIONS } })
  })

  test('ends what is offered in the background, which never ends what was asked for', async () => {
    get.mockImplementation(untilAborted)
    const offered = askForPasskey('sign-in', { mediation: 'conditional' })
    await vi.waitFor(() => expect(get).toHaveBeenCalledTimes(1))
    const asked = askForPasskey('sign-in')
    expect(await offered).toEqual(NOTHING)
    await vi.waitFor(() => expect(get).toHaveBeenCalledTimes(2))
    expect(await askForPasskey('sign-in', { mediation: 'conditional' })).toEqual(NOTHING)
    expect(get.mock.calls[1]?.[0].signal.aborted).toBe(false)
    get.mockResolvedValue(new Answer('two'))
    expect(await askForPasskey('sign-in')).toEqual({ answer: '{"id":"two"}' })
    expect(await asked).toEqual(NOTHING)
  })

  test('ends an offer that waits for ever, also before the browser is told anything', async () => {
    create.mockImplementation(untilAborted)
    const offered = acceptOffer(new AbortController().signal)
    await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(1))
    expect(create.mock.calls[0]?.[0].mediation).toBe('conditional')
    await endBackground()
    expect(await offered).toEqual(NOTHING)
    await endBackground()
  })

  test('is over when the page aborts it, also before it has begun', async () => {
    get.mockImplementation(untilAborted)
    const controller = new AbortController()
    const asked = askForPasskey('proof', { signal: controller.signal })
    await vi.waitFor(() => expect(get).toHaveBeenCalledTimes(1))
    await endBackground()
    expect(get.mock.calls[0]?.[0].signal.aborted).toBe(false)
    controller.abort()
    expect(await asked).toEqual(NOTHING)
    expect(await askForPasskey('proof', { signal: controller.signal })).toEqual(NOTHING)
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  test('that is cancelled is no failure', async () => {
    create.mockRejectedValue(new DOMException('', 'NotAllowedError'))
    get.mockRejectedValue(new DOMException('', 'NotAllowedError'))
    const info = (text: string) => ({ state: { info: text } })
    expect(await createPasskey()).toEqual(info('No passkey was added. You can try again.'))
    expect(await askForPasskey('proof')).toEqual(info('No passkey was used. You can try again.'))
  })

  test.each([
    ['InvalidStateError', 'passkey_exists'],
    ['NotSupportedError', 'passkey_unsupported'],
    ['SecurityError', 'passkey_failed'],
  ])('that ends with %s is told as %s', async (name, code) => {
    create.mockRejectedValue(new DOMException('', name))
    expect(await createPasskey()).toEqual(refused(code))
    expect(create.mock.calls[0]?.[0]).toMatchObject({ publicKey: { created: OPTIONS } })
  })

  test('passes on what the server says instead', async () => {
    const say = (body: unknown) =>
      fetched.mockImplementationOnce(() => Promise.resolve(Response.json(body)))
    say({ refused: { goTo: '/confirm-password' } })
    expect(await createPasskey()).toEqual({ state: { goTo: '/confirm-password' } })
    say({ refused: { refusal: { code: 'session_expired' } } })
    expect(await createPasskey()).toEqual(refused('session_expired'))
    say('?')
    expect(await createPasskey()).toEqual(refused('server_error'))
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    expect(await createPasskey()).toEqual(refused('network_error'))
    expect(create).not.toHaveBeenCalled()
  })

  test('says so where the browser cannot', async () => {
    vi.stubGlobal('PublicKeyCredential', undefined)
    expect(await createPasskey()).toEqual(refused('passkey_unsupported'))
    vi.stubGlobal('PublicKeyCredential', class {})
    expect(await askForPasskey('sign-in')).toEqual(refused('passkey_unsupported'))
    expect(fetched).not.toHaveBeenCalled()
  })
})
