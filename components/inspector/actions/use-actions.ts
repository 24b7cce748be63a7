'use client'

import { useRouter } from 'next/navigation'
import { useSession } from 'next-auth/react'
import { useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { signInWithPassword } from '@/lib/auth/sign-in-client'
import { signOutInBrowser } from '@/lib/auth/sign-out-client'
import { sentenceFor } from '@/lib/platform/errors'
import { addressWith } from '../page-address'
import { signInWithRedirect } from './sign-in-with-redirect'
import { useUpdateOnceRead } from './use-update-once-read'

export type DemoAccount = { identifier: string; password: string }
type Credentials = { identifier: string; password: string }
/** How the page's own sign-in differs from that of the product. */
type SignInOptions = { redirect?: boolean; isWrong?: boolean }

export type ActionName =
  'read-session' | 'load-page' | 'check-api' | 'update' | 'sign-in' | 'wrong-password' | 'sign-out'

export type Actions = {
  /** The name of the signed-in user; null when signed out. */
  person: string | null
  busy: ActionName | null
  /** What the visitor has done so far, in order. */
  performed: readonly ActionName[]
  /** What came of the last action. */
  message: string
  /** The password was right, and a code is asked for on a page of its own. */
  needsCode: boolean
  form: RefObject<HTMLFormElement | null>
  run: (name: ActionName) => void
  /** With what is typed into the form, else as the demo account. */
  signIn: (options?: SignInOptions) => void
}

const WRONG_PASSWORD = 'not the password'

/**
 * The requests that the page can make in the visitor's own session.
 *
 * @param showForm puts the form into sight, where it is not
 */
export function useActions(demo: DemoAccount | null, showForm: () => void = () => {}): Actions {
  const router = useRouter()
  const { data, update } = useSession()
  const updateOnceRead = useUpdateOnceRead(update)
  const form = useRef<HTMLFormElement>(null)
  const [message, setMessage] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const [busy, setBusy] = useState<ActionName | null>(null)
  const [performed, setPerformed] = useState<readonly ActionName[]>([])

  async function perform(name: ActionName, work: () => Promise<string>) {
    if (busy) return
    setBusy(name)
    setNeedsCode(false)
    setPerformed((before) => [...before, name])
    setMessage(await work().catch(() => atForm('No answer. Check your connection and try again.')))
    setBusy(null)
  }

  /** The message stands at the form, which is folded away on a narrow screen. */
  function atForm(text: string): string {
    flushSync(showForm)
    return text
  }

  async function attempt({ redirect = false, isWrong = false }: SignInOptions): Promise<string> {
    const credentials = typed(isWrong)
    if (!credentials) return askForInput(isWrong)
    if (redirect) {
      const isLeaving = await signInWithRedirect(credentials, addressWith({ view: 'redirect' }))
      return isLeaving ? 'next-auth leaves this page now…' : atForm('No answer. Try again.')
    }
    const callbackUrl = addressWith({})
    const answer = await signInWithPassword({ ...credentials, remember: false, callbackUrl })
    if (!answer.ok) {
      const { refusal } = answer
      setNeedsCode(refusal.code === 'two_factor_required')
      return isWrong ? sentenceFor(refusal) : atForm(sentenceFor(refusal))
    }
    router.refresh()
    return 'Signed in. Look at the sequence.'
  }

  /** What is typed into the form, else the demo account; null when there is neither. */
  function typed(isWrong: boolean): Credentials | null {
    const fields = form.current ? new FormData(form.current) : new FormData()
    const identifier = String(fields.get('identifier') ?? '')
    const password = String(fields.get('password') ?? '')
    if (isWrong) {
      const who = identifier || demo?.identifier
      return who ? { identifier: who, password: WRONG_PASSWORD } : null
    }
    return identifier && password ? { identifier, password } : demo
  }

  function askForInput(isWrong: boolean): string {
    flushSync(showForm)
    if (isWrong) form.current?.querySelector('input')?.focus()
    else form.current?.reportValidity()
    return isWrong ? 'Type an email or username first.' : 'Type your email and password first.'
  }

  const work: Record<ActionName, () => Promise<string>> = {
    'read-session': async () => {
      const response = await fetch('/api/auth/session', { cache: 'no-store' })
      const body: unknown = await response.json()
      return body === null ? 'The session JSON is null: signed out.' : 'Here is the session JSON.'
    },
    'load-page': () => {
      router.refresh()
      return Promise.resolve('The page was requested again: middleware first, then auth().')
    },
    'check-api': async () => {
      const response = await fetch('/api/auth-flow/check', { cache: 'no-store' })
      const { signedIn } = (await response.json()) as { signedIn: boolean }
      return `auth() in an API route says: ${signedIn ? 'signed in' : 'signed out'}.`
    },
    update: async () => {
      const session = await updateOnceRead()
      if (!session) return 'Nobody is signed in, so there is nothing to update.'
      return `Asked to become ADMIN; the role is still ${session.user.role}.`
    },
    'sign-in': () => attempt({}),
    'wrong-password': () => attempt({ isWrong: true }),
    'sign-out': async () => {
      const wasSignedIn = data !== null
      const answer = await signOutInBrowser()
      if (!answer.ok) return sentenceFor(answer.refusal)
      router.refresh()
      return wasSignedIn
        ? 'Signed out: the row has ended and the cookie is deleted.'
        : 'Nobody was signed in.'
    },
  }

  return {
    person: data?.user.name ?? null,
    ...{ busy, performed, message, needsCode, form },
    run: (name) => void perform(name, work[name]),
    signIn: (options = {}) => void perform('sign-in', () => attempt(options)),
  }
}
