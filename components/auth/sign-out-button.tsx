'use client'

import { Button } from '@/components/ui/button'
import type { ButtonSize, ButtonTone } from '@/components/ui/button-class'
import { hardNavigate } from '@/components/ui/hard-navigation'
import { useFormSubmission, type FormAction } from '@/components/ui/use-form-submission'
import { signOutInBrowser } from '@/lib/auth/sign-out-client'
import { EMPTY_FORM_STATE, type FormState } from '@/lib/platform/forms'

/**
 * Signs out, with or without JavaScript, and leaves with a full document load.
 *
 * @param then a path on this site; the sign-in page by default
 */
export function SignOutButton({
  action,
  leave = hardNavigate,
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
    send: () => sendSignOut(then, leave),
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

/**
 * Navigates directly instead of through `goTo`: the header removes this form as soon as the user is
 * signed out, and a removed form would not navigate.
 */
async function sendSignOut(then: string, leave: (path: string) => void): Promise<FormState> {
  const answer = await signOutInBrowser()
  if (!answer.ok) return { refusal: answer.refusal }
  leave(then)
  return new Promise(() => {}) // Busy until the page is gone.
}
