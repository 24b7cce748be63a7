'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { CheckboxField } from '@/components/ui/checkbox-field'
import { TextField } from '@/components/ui/field'
import { FormAlert } from '@/components/ui/form-alert'
import { FormContext } from '@/components/ui/form-context'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import {
  useFormSubmission,
  type AskDevice,
  type FormAction,
} from '@/components/ui/use-form-submission'
import {
  signInWithPasskey,
  signInWithPassword,
  type SignInOutcome,
} from '@/lib/auth/sign-in-client'
import { signedInNotice } from '@/lib/domain/site/notices'
import { SECOND_STEP_PATH, withFragment } from '@/lib/domain/site/redirects'
import { EMPTY_FORM_STATE, type FormState } from '@/lib/platform/forms'
import { FollowSession } from './follow-session'

/** Once what the page needs has loaded. */
const OFFER_AFTER_MS = 1000

type SignInFormProps = {
  /** The server action for the form sent without a script, or before it is there. */
  action: FormAction
  /** Where to go afterwards: a path on this site. */
  callbackUrl: string
  /** Where to read the mail, in an installation that sends none; shown once one was sent. */
  mailHint?: ReactNode
  /** What led here, such as a session that ran out. */
  initialState?: FormState
  /** For tests; by default a full document load. */
  leave?: (path: string) => void
}

/** Email or username, and a password. */
export function SignInForm({
  action,
  callbackUrl,
  mailHint,
  initialState = EMPTY_FORM_STATE,
  leave,
}: SignInFormProps) {
  const { shown, attempt, secondsLeft, formProps, ...submission } = useFormSubmission({
    action,
    send: sendSignIn,
    initialState,
    toastId: 'sign-in',
    leave,
  })
  const passkeyRef = useRef<HTMLButtonElement>(null)
  useEffect(() => offerWhenIdle(passkeyRef.current), [])
  return (
    // The browser's own check is enough here: there is nothing to get wrong but to leave one empty.
    <form {...formProps} noValidate={false} className="flex flex-col gap-5">
      <FollowSession path={callbackUrl} isPaused={submission.isPending} leave={leave} />
      <FormAlert state={shown} attempt={attempt} secondsLeft={secondsLeft} />
      {shown.refusal?.code === 'email_not_verified' && mailHint}
      <FormContext value={{ ...submission, shown, attempt, secondsLeft }}>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <TextField
          name="identifier"
          label="Email or username"
          autoComplete="username webauthn"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
        />
        <PasswordField name="password" label="Password" autoComplete="current-password" />
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <CheckboxField name="remember" label="Remember me" />
          <TextLink href="/forgot-password">Forgot password?</TextLink>
        </div>
        <SubmitButton busyText="Signing in…">Sign in</SubmitButton>
        <PasskeyButton ref={passkeyRef}>Sign in with a passkey</PasskeyButton>
      </FormContext>
    </form>
  )
}

const loadCeremony = () => import('@/components/passkeys/sign-in-ceremony')

/** Offers passkeys among what the browser fills in. @returns stops it */
function offerWhenIdle(button: HTMLButtonElement | null): () => void {
  let stop = () => {}
  let isOver = false
  const start = () =>
    void loadCeremony().then(
      ({ offerPasskeys }) => {
        if (button && !isOver) stop = offerPasskeys(button)
      },
      // The button loads it again.
      () => undefined,
    )
  const timer = setTimeout(start, OFFER_AFTER_MS)
  return () => {
    isOver = true
    clearTimeout(timer)
    stop()
  }
}

async function sendSignIn(
  _previous: FormState,
  formData: FormData,
  askDevice: AskDevice,
): Promise<FormState> {
  const callbackUrl = withFragment(textOf(formData, 'callbackUrl'), window.location.hash)
  const how = { remember: formData.has('remember'), callbackUrl }
  if (formData.has('passkey')) {
    const chosen = textOf(formData, 'passkey')
    const asked = await askDevice(async (signal) => {
      const ceremony = await loadCeremony().catch(() => null)
      return ceremony && { ...ceremony, outcome: await ceremony.passkeyFor(chosen, signal) }
    })
    if (!asked) return { refusal: { code: 'network_error' } }
    const { outcome, afterRefusal } = asked
    if ('state' in outcome) return afterRefusal(outcome.state)
    const state = stateOf(await signInWithPasskey({ passkey: outcome.answer, ...how }))
    return state.refusal ? afterRefusal(state, outcome.answer) : state
  }
  return stateOf(
    await signInWithPassword({
      identifier: textOf(formData, 'identifier'),
      password: textOf(formData, 'password'),
      ...how,
    }),
  )
}

function stateOf(answer: SignInOutcome): FormState {
  if (!answer.ok) {
    const { refusal } = answer
    return refusal.code === 'two_factor_required' ? { goTo: SECOND_STEP_PATH } : { refusal }
  }
  return { notice: signedInNotice(answer.url), goTo: answer.url }
}

function textOf(formData: FormData, name: string): string {
  const value = formData.get(name)
  return typeof value === 'string' ? value : ''
}
