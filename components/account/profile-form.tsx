'use client'

import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/components/ui/use-form-submission'
import { USERNAME_RULE } from '@/lib/domain/accounts/identifiers'
import { IMAGE_MAX_BYTES } from '@/lib/domain/accounts/profile-image'
import type { FormState } from '@/lib/platform/forms'
import type { ProfileInput } from '@/lib/schemas/account'
import { ImageField } from './image-field'

/** Name, username and profile image. */
export function ProfileForm({
  action,
  profile,
}: {
  action: FormAction
  profile: Omit<ProfileInput, 'image'> & { image: string | null }
}) {
  return (
    <ActionForm action={action} toastId="profile" check={refuseLargeFile}>
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
        rule={`${USERNAME_RULE}.`}
        hint="You can sign in with it. If you change it, others can take the old one."
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        defaultValue={profile.username}
        required
      />
      <ImageField name={profile.name} image={profile.image} />
      <div>
        <SubmitButton wide={false} busyText="Saving…">
          Save profile
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

/** Checked before sending: the server refuses larger bodies outright, and typed text would be lost. */
function refuseLargeFile(formData: FormData): FormState | null {
  const image = formData.get('image')
  const isTooLarge = image instanceof Blob && image.size > IMAGE_MAX_BYTES
  return isTooLarge ? { refusal: { code: 'image_refused' } } : null
}
