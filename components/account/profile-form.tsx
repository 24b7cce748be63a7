'use client'

import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'

/** What one is called here. */
export function ProfileForm({
  action,
  profile,
}: {
  action: FormAction
  profile: { name: string; username: string }
}) {
  return (
    <ActionForm action={action} toastId="profile">
      <TextField
        name="name"
        label="Name"
        autoComplete="name"
        defaultValue={profile.name}
        required
      />
      <TextField
        name="username"
        label="Username"
        hint="3 to 30 of the letters a to z, digits, _ and -. You can sign in with it. Your old one becomes free for others."
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        defaultValue={profile.username}
        required
      />
      <div>
        <SubmitButton wide={false} busyText="Saving…">
          Save profile
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
