'use client'

import { Button, type ButtonSize, type ButtonTone } from '@/components/ui/button'
import { openDocument } from '@/components/ui/open-document'
import { useFormSubmission, type FormAction } from '@/components/ui/use-form-submission'
import { signOutInBrowser } from '@/lib/auth/sign-out-client'
import { EMPTY_FORM_STATE, type FormState } from '@/lib/platform/forms'

/**
 * Signs out, with or without a script, and leaves by a full document load.
 *
 * @param then a path on this site; the sign-in page by default
 */
export function SignOutButton({
  action,
  leave = openDocument,
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
 * Leaves from here, not by `goTo`: the header takes this form away as soon as nobody is signed in,
 * and what is not there any more would not leave.
 */
async function sendSignOut(then: string, leave: (path: string) => void): Promise<FormState> {
  const answer = await signOutInBrowser()
  if (!answer.ok) return { refusal: answer.refusal }
  leave(then)
  return new Promise(() => {}) // Busy until the page is gone.
}
