import { PASSKEY_OPTIONS_PATH } from '@/lib/domain/site/redirects'
import type { PasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import type { ErrorCode } from '@/lib/platform/errors'
import type { FormState } from '@/lib/platform/forms'
import { canUsePasskeys } from './can-use-passkeys'

/*
 * What a browser does for a passkey. Loaded when it is needed, never with the page. It uses the
 * platform's own JSON conversions: Chrome and Edge have them since 129, Firefox since 119, Safari since
 * 18.4. Older ones are told so.
 */

/** The device's answer as JSON, or what the form shows instead. */
export type Ceremony = { answer: string } | { state: FormState }

const refused = (code: ErrorCode): Ceremony => ({ state: { refusal: { code } } })

/** Only one call at a time may be pending in a page. One in the background gives way to any other. */
let pending: { controller: AbortController; isInBackground: boolean } | null = null

/** Makes a passkey for whoever is signed in. */
export function createPasskey(): Promise<Ceremony> {
  return run('registration', {}, async (json: PublicKeyCredentialCreationOptionsJSON, signal) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json)
    return navigator.credentials.create({ publicKey, signal })
  })
}

type HowToAsk = {
  /** To offer it among what the browser fills in, in the background. */
  mediation?: 'conditional'
  signal?: AbortSignal
}

/** Asks for a passkey. */
export function askForPasskey(
  purpose: Exclude<PasskeyPurpose, 'registration'>,
  how: HowToAsk = {},
): Promise<Ceremony> {
  const { mediation } = how
  return run(purpose, how, async (json: PublicKeyCredentialRequestOptionsJSON, signal) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json)
    return navigator.credentials.get({ publicKey, signal, ...(mediation ? { mediation } : {}) })
  })
}

async function run<Options>(
  purpose: PasskeyPurpose,
  { mediation, signal }: HowToAsk,
  ask: (options: Options, signal: AbortSignal) => Promise<Credential | null>,
): Promise<Ceremony> {
  if (!canUsePasskeys()) return refused('passkey_unsupported')
  const isInBackground = mediation === 'conditional'
  if (isInBackground && pending && !pending.isInBackground) return refused('passkey_failed')
  pending?.controller.abort()
  const own = { controller: new AbortController(), isInBackground }
  pending = own
  signal?.addEventListener('abort', () => own.controller.abort(), { once: true })
  try {
    const options = await fetchOptions<Options>(purpose, own.controller.signal)
    if ('state' in options) return options
    const credential = await ask(options.json, own.controller.signal)
    if (!(credential instanceof PublicKeyCredential)) return refused('passkey_failed')
    return { answer: JSON.stringify(credential) }
  } catch (error) {
    return refused(codeOf(error))
  } finally {
    if (pending === own) pending = null
  }
}

async function fetchOptions<Options>(
  purpose: PasskeyPurpose,
  signal: AbortSignal,
): Promise<{ json: Options } | { state: FormState }> {
  const response = await fetch(PASSKEY_OPTIONS_PATH, {
    method: 'POST',
    body: new URLSearchParams({ purpose }),
    signal,
  })
  const body = (await response.json().catch(() => null)) as {
    options?: Options
    refused?: FormState
  } | null
  if (body?.options) return { json: body.options }
  return { state: body?.refused ?? { refusal: { code: 'server_error' } } }
}

/** Devices say little about why: cancelled, timed out and not found are one. */
function codeOf(error: unknown): ErrorCode {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'InvalidStateError') return 'passkey_exists'
  if (name === 'TypeError') return 'network_error'
  return name === 'NotSupportedError' ? 'passkey_unsupported' : 'passkey_failed'
}
