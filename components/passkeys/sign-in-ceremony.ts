import type { FormState } from '@/lib/platform/forms'
import { askForPasskey, type Ceremony, type HowToAsk } from './ceremony'

/*
 * Passkeys on the sign-in page, loaded once the page is idle or the button was pressed: offered among what
 * the browser fills in, or asked for.
 */

/** A challenge is good for five minutes. */
const RENEW_MS = 240_000

const CSRF_PATH = '/api/auth/csrf'

let offerAgain: (() => void) | null = null

/**
 * Offers passkeys in the field for the username. Whoever chooses one sends the form by the button.
 *
 * @returns stops offering
 */
export function offerPasskeys(button: HTMLButtonElement): () => void {
  const controller = new AbortController()
  const offer = () => void offerOnce(button, controller.signal)
  const timer = setInterval(offer, RENEW_MS)
  offerAgain = offer
  offer()
  return () => {
    clearInterval(timer)
    offerAgain = null
    controller.abort()
  }
}

async function offerOnce(button: HTMLButtonElement, signal: AbortSignal): Promise<void> {
  if (!(await canOffer()) || signal.aborted) return
  const chosen = await ask({ mediation: 'conditional', signal })
  if (!('answer' in chosen) || !button.isConnected) return
  button.value = chosen.answer
  button.form?.requestSubmit(button)
  button.value = ''
}

async function canOffer(): Promise<boolean> {
  if (typeof PublicKeyCredential !== 'function') return false
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false
}

/** @param chosen an answer that was chosen among what the browser filled in; empty to ask for one */
export async function passkeyFor(chosen: string, signal: AbortSignal): Promise<Ceremony> {
  return chosen === '' ? ask({ signal }) : { answer: chosen }
}

/**
 * After a passkey that did not work: the device is told to forget one that is not known any more, and
 * passkeys are offered again.
 */
export async function afterRefusal(state: FormState, answer = ''): Promise<FormState> {
  if (state.refusal?.code === 'passkey_unknown') await signalUnknown(answer)
  offerAgain?.()
  return state
}

async function signalUnknown(answer: string): Promise<void> {
  try {
    const { id: credentialId } = JSON.parse(answer) as { id: string }
    const rpId = window.location.hostname
    await PublicKeyCredential.signalUnknownCredential?.({ rpId, credentialId })
  } catch {
    // It will be offered, and refused, again.
  }
}

/** The challenge is bound to the browser by a cookie, which this request sets where there is none. */
async function ask(how: HowToAsk): Promise<Ceremony> {
  try {
    await fetch(CSRF_PATH, how.signal ? { signal: how.signal } : {})
  } catch {
    return how.signal?.aborted ? { state: {} } : { state: { refusal: { code: 'network_error' } } }
  }
  return askForPasskey('sign-in', how)
}
