import { PASSKEY_OPTIONS_PATH } from '@/lib/domain/site/redirects'
import type { NewPasskeyPurpose, PasskeyPurpose } from '@/lib/domain/passkeys/purposes'
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

const NONE_ADDED = 'No passkey was added. You can try again.'
const NONE_USED = 'No passkey was used. You can try again.'

/** Ended by the page, in favour of something else. */
const NOTHING: Ceremony = { state: {} }

const refused = (code: ErrorCode): Ceremony => ({ state: { refusal: { code } } })

type Pending = { controller: AbortController; isInBackground: boolean; over: Promise<unknown> }

/** Only one call at a time may be pending in a page. One in the background gives way to any other. */
let pending: Pending | null = null

export type HowToAsk = {
  /** In the background: among what the browser fills in, or without a question. */
  mediation?: 'conditional'
  signal?: AbortSignal
}

/** Makes a passkey for whoever is signed in. */
export function createPasskey(): Promise<Ceremony> {
  return make('registration', {})
}

/**
 * Has the browser make a passkey without a question, for whoever has just signed in with a password. It
 * does where its password manager has filled that in, and may else wait for ever.
 */
export function acceptOffer(signal: AbortSignal): Promise<Ceremony> {
  return make('upgrade', { mediation: 'conditional', signal })
}

function make(purpose: NewPasskeyPurpose, how: HowToAsk): Promise<Ceremony> {
  const { mediation } = how
  return run(purpose, how, async (json: PublicKeyCredentialCreationOptionsJSON, signal) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json)
    return navigator.credentials.create({ publicKey, signal, ...(mediation ? { mediation } : {}) })
  })
}

/** Ends what is pending in the background: while it is, the browser takes no signals either. */
export async function endBackground(): Promise<void> {
  if (!pending?.isInBackground) return
  pending.controller.abort()
  await pending.over
}

/** Asks for a passkey. */
export function askForPasskey(
  purpose: Exclude<PasskeyPurpose, NewPasskeyPurpose>,
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
  if (signal?.aborted || (isInBackground && pending && !pending.isInBackground)) return NOTHING
  pending?.controller.abort()
  const controller = new AbortController()
  signal?.addEventListener('abort', () => controller.abort(), { once: true })
  const over = attempt(purpose, controller.signal, ask)
  const own: Pending = { controller, isInBackground, over }
  pending = own
  const outcome = await over
  if (pending === own) pending = null
  return outcome
}

async function attempt<Options>(
  purpose: PasskeyPurpose,
  signal: AbortSignal,
  ask: (options: Options, signal: AbortSignal) => Promise<Credential | null>,
): Promise<Ceremony> {
  try {
    const options = await fetchOptions<Options>(purpose, signal)
    if ('state' in options) return options
    const credential = await ask(options.json, signal)
    if (!(credential instanceof PublicKeyCredential)) return refused('passkey_failed')
    return { answer: JSON.stringify(credential) }
  } catch (error) {
    return signal.aborted ? NOTHING : outcomeOf(error, purpose)
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

/** Devices say little about why: cancelled, timed out and not found are one, and none of them a failure. */
function outcomeOf(error: unknown, purpose: PasskeyPurpose): Ceremony {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
      return { state: { info: purpose === 'registration' ? NONE_ADDED : NONE_USED } }
    case 'InvalidStateError':
      return refused('passkey_exists')
    case 'TypeError':
      return refused('network_error')
    case 'NotSupportedError':
      return refused('passkey_unsupported')
    default:
      return refused('passkey_failed')
  }
}
