'use client'

import { useRouter } from 'next/navigation'
import { useSession } from 'next-auth/react'
import { useRef, useState, type RefObject } from 'react'
import { signInWithPassword } from '@/lib/auth/sign-in-client'
import { signOutInBrowser } from '@/lib/auth/sign-out-client'
import { sentenceFor } from '@/lib/platform/errors'
import { viewHref } from '../view-ids'
import { signInWithRedirect } from './sign-in-with-redirect'
import { useUpdateOnceRead } from './use-update-once-read'

export type DemoAccount = { identifier: string; password: string }
export type Credentials = { identifier: string; password: string }

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
  form: RefObject<HTMLFormElement | null>
  run: (name: ActionName) => void
  signIn: (credentials: Credentials, redirect: boolean) => void
}

const WRONG_PASSWORD = 'not the password'

/** The requests that the page can make in the visitor's own session. */
export function useActions(demo: DemoAccount | null): Actions {
  const router = useRouter()
  const { data, update } = useSession()
  const updateOnceRead = useUpdateOnceRead(update)
  const form = useRef<HTMLFormElement>(null)
  const [message, setMessage] = useState('')
  const [busy, setBusy] = useState<ActionName | null>(null)
  const [performed, setPerformed] = useState<readonly ActionName[]>([])

  async function perform(name: ActionName, work: () => Promise<string>) {
    if (busy) return
    setBusy(name)
    setPerformed((before) => [...before, name])
    setMessage(await work().catch(() => 'No answer. Check your connection and try again.'))
    setBusy(null)
  }

  async function attempt(credentials: Credentials, redirect: boolean): Promise<string> {
    if (redirect) {
      const isLeaving = await signInWithRedirect(credentials, viewHref('redirect'))
      return isLeaving ? 'next-auth leaves this page now…' : 'No answer. Try again.'
    }
    const callbackUrl = '/inspector'
    const answer = await signInWithPassword({ ...credentials, remember: false, callbackUrl })
    if (!answer.ok) return sentenceFor(answer.refusal)
    router.refresh()
    return 'Signed in. Look at the sequence.'
  }

  /** What is typed into the form, else the demo account; null when there is neither. */
  function typed(): Credentials | null {
    const fields = form.current ? new FormData(form.current) : new FormData()
    const [identifier, password] = [fields.get('identifier'), fields.get('password')].map(String)
    if (identifier && password) return { identifier, password }
    return demo
  }

  async function tryWrongPassword(): Promise<string> {
    const fields = form.current ? new FormData(form.current) : new FormData()
    const identifier = String(fields.get('identifier') ?? '') || (demo?.identifier ?? '')
    if (identifier !== '') return attempt({ identifier, password: WRONG_PASSWORD }, false)
    form.current?.querySelector('input')?.focus()
    return 'Type an email or username first.'
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
    'sign-in': () => {
      const credentials = typed()
      if (credentials) return attempt(credentials, false)
      form.current?.requestSubmit()
      return Promise.resolve('Type your email and password first.')
    },
    'wrong-password': tryWrongPassword,
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
    ...{ busy, performed, message, form },
    run: (name) => void perform(name, work[name]),
    signIn: (credentials, redirect) =>
      void perform('sign-in', () => attempt(credentials, redirect)),
  }
}
