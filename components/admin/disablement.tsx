import { TextField } from '@/components/ui/field'
import { ReasonField } from './reason-field'
import { UserAction } from './user-action'
import type { Draft, UserActionPart } from './user-action-part'

export function Disablement({ user, actions, backHref, draft }: UserActionPart & { draft: Draft }) {
  if (user.state === 'disabled') {
    return (
      <UserAction
        {...{ backHref, name: 'disablement', action: actions.enable, tone: 'quiet' }}
        buttonText="Enable account"
        busyText="Enabling…"
      >
        Restores sign-in immediately. Ended sessions stay ended.
      </UserAction>
    )
  }
  const fields = (
    <>
      <ReasonField hint="Only administrators see this" draft={draft} />
      <TextField
        name="until"
        label="Until"
        type="datetime-local"
        hint="In UTC. Leave empty to disable indefinitely"
        defaultValue={draft.until ?? ''}
      />
    </>
  )
  return (
    <UserAction
      {...{ backHref, name: 'disablement', action: actions.disable, tone: 'danger', fields }}
      buttonText="Disable account"
      busyText="Disabling…"
    >
      Signs out every device and blocks sign-in.
    </UserAction>
  )
}
