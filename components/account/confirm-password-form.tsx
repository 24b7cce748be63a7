'use client'

import { answerWithPasskey } from '@/components/passkeys/answer-with-passkey'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { SecondFactorField } from '@/components/two-factor/second-factor-field'
import type { SecondFactorKind } from '@/components/two-factor/second-factor-kind'
import { ActionForm } from '@/components/ui/action-form'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { AskDevice, FormAction } from '@/components/ui/use-form-submission'

/** Asks for the password again before a sensitive action, so that a hijacked session is not enough. */
export function ConfirmPasswordForm({
  action,
  callbackUrl,
  takesPassword = true,
  secondFactor = null,
  hasPasskeys = false,
  leave,
}: {
  action: FormAction
  /** Where to go on: a path on this site. */
  callbackUrl: string
  /** False where only a passkey will do. */
  takesPassword?: boolean
  /** What the account asks for beside the password, and the page that takes the other kind. */
  secondFactor?: { kind: SecondFactorKind; otherHref: string } | null
  /** A passkey stands for all of it. */
  hasPasskeys?: boolean
  leave?: (path: string) => void
}) {
  return (
    <ActionForm
      {...{ action, toastId: 'confirm-password', check: answerIfAsked }}
      {...(leave ? { leave } : {})}
    >
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {takesPassword && (
        <>
          <PasswordField name="password" label="Password" autoComplete="current-password" />
          {secondFactor && <SecondFactorField key={secondFactor.kind} {...secondFactor} />}
          <SubmitButton busyText="Checking…">Confirm</SubmitButton>
        </>
      )}
      {hasPasskeys && <PasskeyButton>Use a passkey</PasskeyButton>}
    </ActionForm>
  )
}

const answerIfAsked = (formData: FormData, askDevice: AskDevice) =>
  answerWithPasskey('proof', formData, askDevice)
