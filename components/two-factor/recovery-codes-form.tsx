'use client'

import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'
import { AuthenticationCodeField } from './authentication-code-field'
import { RecoveryCodes } from './recovery-codes'

/**
 * What is answered with recovery codes: turning two-factor on, and making new codes. One form for both,
 * in one place on the page: sent without a script, the page is drawn anew with two-factor on, and the
 * answer belongs to the form that stands where it was sent from.
 */
export function RecoveryCodesForm({
  action,
  isOn,
  nextHref,
  children,
  leave,
}: {
  action: FormAction
  isOn: boolean
  /** Where to go on once the codes are saved. */
  nextHref: string
  /** What stands above the input or button. */
  children: ReactNode
  leave?: (path: string) => void
}) {
  return (
    <ActionForm
      action={action}
      toastId="recovery-codes"
      {...(leave ? { leave } : {})}
      done={({ recoveryCodes = [], notice = '' }) => (
        <RecoveryCodes codes={recoveryCodes} notice={notice} nextHref={nextHref} />
      )}
    >
      {children}
      {isOn ? (
        <div>
          <SubmitButton tone="quiet" size="small" wide={false} busyText="Making codes…">
            Show new recovery codes
          </SubmitButton>
        </div>
      ) : (
        <>
          <AuthenticationCodeField />
          <div>
            <SubmitButton wide={false} busyText="Turning on…">
              Turn on two-factor
            </SubmitButton>
          </div>
        </>
      )}
    </ActionForm>
  )
}
