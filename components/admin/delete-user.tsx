import type { FormAction } from '@/components/ui/use-form-submission'
import { FinalUserAction } from './final-user-action'

export function DeleteUser({ action, username }: { action: FormAction; username: string }) {
  return (
    <FinalUserAction
      {...{ action, username, name: 'delete-user' }}
      buttonText="Delete user"
      busyText="Deleting…"
      warning="The account and its personal data are deleted immediately. This can’t be undone."
    >
      Permanently deletes the account and its personal data.
    </FinalUserAction>
  )
}
