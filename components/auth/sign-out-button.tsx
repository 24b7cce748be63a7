'use client'

import { Button, type ButtonSize, type ButtonTone } from '@/components/ui/button'
import { useFormSubmission, type FormAction } from '@/components/ui/use-form-submission'
import { signOutInBrowser } from '@/lib/auth/sign-out-client'
import { EMPTY_FORM_STATE, type FormState } from '@/lib/forms'

/**
 * Signs out, with or without a script, and leaves by a full document load.
 *
 * @param then a path on this site; the sign-in page by default
 */
export function SignOutButton({
  action,
  leave,
  then = '/sign-in',
  children = 'Sign out',
  tone = 'quiet',
  size = 'small',
}: {
  action: FormAction
  leave?: (path: string) => void
  then?: string
  children?: string
  tone?: ButtonTone
  size?: ButtonSize
}) {
  const { isPending, formProps } = useFormSubmission({
    action,
    send: () => sendSignOut(then),
    initialState: EMPTY_FORM_STATE,
    toastId: 'sign-out',
    leave,
  })
  return (
    <form {...formProps}>
      <Button type="submit" tone={tone} size={size} isBusy={isPending} busyText="Signing out…">
        {children}
      </Button>
    </form>
  )
}

async function sendSignOut(then: string): Promise<FormState> {
  const answer = await signOutInBrowser()
  return answer.ok ? { goTo: then } : { refusal: answer.refusal }
}
