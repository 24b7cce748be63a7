'use client'

import { ActionForm } from '@/components/ui/action-form'
import { CopyButton } from '@/components/ui/copy-button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SelectField } from '@/components/ui/select-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/components/ui/use-form-submission'
import {
  DEFAULT_TOKEN_LIFETIME,
  SCOPE_LABELS,
  TOKEN_LIFETIMES,
} from '@/lib/domain/tokens/api-token'
import type { FormState } from '@/lib/platform/forms'

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

/** Creates an access token, then shows it instead of the form: this once. */
export function CreateTokenForm({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action} toastId="create-token" done={(state) => <NewToken {...state} />}>
      <TextField
        name="name"
        label="Token name"
        hint="What will use it, such as Backup script."
        maxLength={100}
        required
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="scope"
          label="Access"
          options={optionsOf(SCOPE_LABELS)}
          defaultValue="read"
        />
        <SelectField
          name="expires"
          label="Expires"
          options={optionsOf(TOKEN_LIFETIMES)}
          defaultValue={DEFAULT_TOKEN_LIFETIME}
        />
      </div>
      <SubmitButton busyText="Creating…" wide={false}>
        Create token
      </SubmitButton>
    </ActionForm>
  )
}

function NewToken({ notice, issued }: FormState) {
  return (
    <div className="grid gap-4">
      <div role="status">
        <Notice tone="success">{notice}</Notice>
      </div>
      <label className="grid gap-1.5 text-sm font-medium">
        Your new token
        <input
          readOnly
          value={issued ?? ''}
          className="input font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <div className="flex flex-wrap gap-3 empty:hidden">
        <CopyButton text={issued ?? ''} />
      </div>
      <p className="text-sm text-muted">
        Send it as <code>Authorization: Bearer …</code>. Keep it like a password.
      </p>
      <p>
        <TextLink href="/account/tokens">Create another token</TextLink>
      </p>
    </div>
  )
}
