import { TextField } from '@/components/ui/field'
import type { Draft } from './user-action-part'

/** Why an administrator does something to an account. */
export function ReasonField({ hint, draft }: { hint: string; draft: Draft }) {
  return (
    <TextField
      name="reason"
      label="Reason"
      hint={hint}
      maxLength={200}
      defaultValue={draft.reason ?? ''}
      required
    />
  )
}
