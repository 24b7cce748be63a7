'use client'

import { use, useId } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { TextField } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { LocalTime } from '@/components/ui/local-time'
import type { FormAction } from '@/components/ui/use-form-submission'
import { AnswerForm } from './latest-answer'

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

/**
 * Each passkey with two forms: one renames it; the other removes it, after a question in a dialog, so that
 * Enter in the name never does.
 */
export function PasskeyList({
  passkeys,
  action,
  leave,
}: {
  passkeys: readonly ShownPasskey[]
  action: FormAction
  leave?: (path: string) => void
}) {
  if (passkeys.length === 0) return null
  return (
    <ul aria-label="Passkeys" className="divide-y divide-line">
      {passkeys.map((passkey) => (
        <Row
          key={passkey.id}
          isLast={passkeys.length === 1}
          leaving={leave ? { leave } : {}}
          {...{ passkey, action }}
        />
      ))}
    </ul>
  )
}

function Row({
  passkey,
  isLast,
  action,
  leaving,
}: {
  passkey: ShownPasskey
  isLast: boolean
  action: FormAction
  leaving: { leave?: (path: string) => void }
}) {
  const { id, name, provider, isBackedUp, device, address, createdIso, lastUsedIso } = passkey
  const headingId = useId()
  const where = (
    <>
      {device} (<span className="font-mono">{address}</span>)
    </>
  )
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
          Added <LocalTime iso={createdIso} />
          {lastUsedIso === null ? (
            <> from {where}, never used</>
          ) : (
            <>
              , last used <LocalTime iso={lastUsedIso} /> from {where}
            </>
          )}
        </p>
      </div>
      <div className="grid gap-3 not-has-[dialog]:sm:grid-cols-[minmax(0,1fr)_auto] not-has-[dialog]:sm:items-end">
        <AnswerForm {...{ action, toastId: `rename-passkey-${id}` }} {...leaving}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="change" value="rename" />
          <TextField name="name" label="Passkey name" defaultValue={name} maxLength={80} required />
          <Rename headingId={headingId} />
        </AnswerForm>
        <AnswerForm {...{ action, toastId: `remove-passkey-${id}`, hasAlert: false }} {...leaving}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="change" value="remove" />
          <ConfirmDialog buttonText="Remove" busyText="Removing…" size="small">
            <input type="hidden" name="confirmed" value="yes" />
            <p className="text-sm wrap-anywhere text-muted">
              <bdi className="font-medium text-ink">{name}</bdi> will no longer sign you in. Signs
              out every other device.{isLast && ' This is your last passkey.'}
            </p>
          </ConfirmDialog>
        </AnswerForm>
      </div>
    </li>
  )
}

function Rename({ headingId }: { headingId: string }) {
  const { isPending } = use(FormContext)
  return (
    <div>
      <Button
        type="submit"
        tone="quiet"
        size="small"
        aria-describedby={headingId}
        isLocked={isPending}
      >
        Rename
      </Button>
    </div>
  )
}
