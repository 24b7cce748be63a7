'use client'

import { use, useId } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmStep } from '@/components/ui/confirm-step'
import { TextField } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { LocalTime } from '@/components/ui/local-time'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/components/ui/use-form-submission'

export type ShownPasskey = {
  id: string
  name: string
  /** Null for one that is not known here. */
  provider: string | null
  /** It is in a password manager, and so on other devices too. */
  isBackedUp: boolean
  /** Where it was last used, or made: browser and system in words, and the address. */
  device: string
  address: string
  createdIso: string
  lastUsedIso: string | null
}

/** Each passkey in a form of its own, which renames or removes it. */
export function PasskeyList({
  passkeys,
  action,
  backHref,
  leave,
}: {
  passkeys: readonly ShownPasskey[]
  action: FormAction
  /** The page itself: where Cancel leads. */
  backHref: string
  leave?: (path: string) => void
}) {
  if (passkeys.length === 0) return null
  return (
    <ul aria-label="Passkeys" className="divide-y divide-line">
      {passkeys.map((passkey) => (
        <Row key={passkey.id} {...{ passkey, action, backHref }} {...(leave ? { leave } : {})} />
      ))}
    </ul>
  )
}

function Row({
  passkey,
  action,
  backHref,
  leave,
}: {
  passkey: ShownPasskey
  action: FormAction
  backHref: string
  leave?: (path: string) => void
}) {
  const { id, name, provider, isBackedUp, device, address, createdIso, lastUsedIso } = passkey
  const headingId = useId()
  return (
    <li className="grid gap-4 py-5 last:pb-0">
      <div className="grid gap-1">
        <h3
          id={headingId}
          className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium wrap-anywhere"
        >
          <bdi>{name}</bdi>
          {isBackedUp && <Badge>Synced</Badge>}
        </h3>
        <p className="text-sm text-muted">
          {provider !== null && provider !== name && <>{provider}. </>}
          Added <LocalTime iso={createdIso} />,{' '}
          {lastUsedIso === null ? (
            'never used'
          ) : (
            <>
              last used <LocalTime iso={lastUsedIso} />
            </>
          )}
          : {device}, <span className="font-mono">{address}</span>
        </p>
      </div>
      <ActionForm {...{ action, toastId: `passkey-${id}` }} {...(leave ? { leave } : {})}>
        <input type="hidden" name="id" value={id} />
        <TextField name="name" label="Passkey name" defaultValue={name} maxLength={80} required />
        <ConfirmStep cancel={<TextLink href={backHref}>Cancel</TextLink>} />
        <div className="flex flex-wrap gap-3">
          <Change {...{ value: 'rename', headingId, text: 'Rename' }} />
          <Change {...{ value: 'remove', headingId, text: 'Remove' }} />
        </div>
      </ActionForm>
    </li>
  )
}

function Change({
  value,
  text,
  headingId,
}: {
  value: 'rename' | 'remove'
  text: string
  headingId: string
}) {
  const { isPending, state } = use(FormContext)
  const isAsked = state.confirm !== undefined
  if (isAsked && value === 'rename') return null
  return (
    <Button
      type="submit"
      tone={value === 'remove' ? 'danger' : 'quiet'}
      size="small"
      name="change"
      value={value}
      aria-describedby={headingId}
      isLocked={isPending}
    >
      {text}
    </Button>
  )
}
