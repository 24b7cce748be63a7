'use client'

import { use } from 'react'
import { FormContext } from '@/components/ui/form-context'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { useMounted } from '@/components/ui/use-mounted'
import type { FormAction } from '@/components/ui/use-form-submission'
import { sentenceFor } from '@/lib/platform/errors'
import type { FormState } from '@/lib/platform/forms'
import { canUsePasskeys } from './can-use-passkeys'
import { AnswerForm } from './latest-answer'

/** Adds a passkey. Where that cannot work, it says so before the button is pressed. */
export function AddPasskeyForm({
  action,
  leave,
}: {
  action: FormAction
  leave?: (path: string) => void
}) {
  const isMounted = useMounted()
  if (isMounted && !canUsePasskeys()) {
    return <Notice tone="caution">{sentenceFor({ code: 'passkey_add_unsupported' })}</Notice>
  }
  return (
    <AnswerForm
      action={action}
      check={makePasskey}
      toastId="add-passkey"
      {...(leave ? { leave } : {})}
    >
      <NeedsScript />
      <input type="hidden" name="passkey" value="" />
      <div>
        <SubmitButton wide={false} busyText="Waiting for your device…">
          Add a passkey
        </SubmitButton>
      </div>
    </AnswerForm>
  )
}

function NeedsScript() {
  const { refusal } = use(FormContext).state
  if (refusal) return null
  return (
    <noscript>
      <Notice tone="caution">{sentenceFor({ code: 'passkey_add_needs_script' })}</Notice>
    </noscript>
  )
}

async function makePasskey(formData: FormData): Promise<FormState | null> {
  const { createPasskey } = await import('./ceremony')
  const made = await createPasskey()
  if ('answer' in made) {
    formData.set('passkey', made.answer)
    return null
  }
  const isUnsupported = made.state.refusal?.code === 'passkey_unsupported'
  return isUnsupported ? { refusal: { code: 'passkey_add_unsupported' } } : made.state
}
