'use client'

import { ActionForm } from '@/components/ui/action-form'
import { CheckboxField } from '@/components/ui/checkbox-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'
import type { FormState } from '@/lib/platform/forms'
import { SecondFactorField } from './second-factor-field'
import type { SecondFactorKind } from './second-factor-kind'

/** The second step of a sign-in. */
export function SecondStepForm({
  action,
  kind,
  otherHref,
  initialState = {},
  leave,
}: {
  action: FormAction
  kind: SecondFactorKind
  otherHref: string
  /** What led here, such as a code refused without JavaScript. */
  initialState?: FormState
  leave?: (path: string) => void
}) {
  return (
    <ActionForm {...{ action, initialState, toastId: 'second-step' }} {...(leave ? { leave } : {})}>
      <SecondFactorField kind={kind} otherHref={otherHref} />
      <CheckboxField name="trust" label="Trust this browser for 30 days" />
      <SubmitButton busyText="Verifying…">Verify</SubmitButton>
    </ActionForm>
  )
}
