'use client'

import { answerWithPasskey } from '@/components/passkeys/answer-with-passkey'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { ActionForm } from '@/components/ui/action-form'
import { CheckboxField } from '@/components/ui/checkbox-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { AskDevice, FormAction } from '@/components/ui/use-form-submission'
import type { FormState } from '@/lib/platform/forms'
import { SecondFactorField } from './second-factor-field'
import type { SecondFactorKind } from './second-factor-kind'

/** The second step of a sign-in. */
export function SecondStepForm({
  action,
  codes,
  hasPasskeys,
  initialState = {},
  leave,
}: {
  action: FormAction
  /** Null for an account without an authenticator app. */
  codes: { kind: SecondFactorKind; otherHref: string } | null
  hasPasskeys: boolean
  /** What led here, such as a code refused without JavaScript. */
  initialState?: FormState
  leave?: (path: string) => void
}) {
  return (
    <ActionForm
      {...{ action, initialState, toastId: 'second-step', check: answerIfAsked }}
      {...(leave ? { leave } : {})}
    >
      {codes && <SecondFactorField {...codes} />}
      <CheckboxField name="trust" label="Trust this browser for 30 days" />
      {codes && <SubmitButton busyText="Verifying…">Verify</SubmitButton>}
      {hasPasskeys && <PasskeyButton>Use a passkey</PasskeyButton>}
    </ActionForm>
  )
}

const answerIfAsked = (formData: FormData, askDevice: AskDevice) =>
  answerWithPasskey('second-step', formData, askDevice)
