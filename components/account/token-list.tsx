'use client'

import { use, useId, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { FormContext } from '@/components/ui/form-context'
import { LocalTime } from '@/components/ui/local-time'
import type { FormAction } from '@/components/ui/use-form-submission'

export type ShownToken = {
  id: string
  name: string
  /** In words. */
  scope: string
  createdIso: string
  expiresIso: string
  lastUsedIso: string | null
}

/**
 * Access tokens in one form, whose buttons name the one to revoke. The answer shows above them, also
 * when the last one is gone.
 */
export function TokenList({
  tokens,
  action,
}: {
  tokens: readonly ShownToken[]
  action: FormAction
}) {
  const [pressed, setPressed] = useState<string | null>(null)
  return (
    <ActionForm action={action} toastId="revoke-token">
      {tokens.length > 0 && (
        <ul aria-label="Active tokens" className="divide-y divide-line">
          {tokens.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              isPressed={pressed === token.id}
              press={() => setPressed(token.id)}
            />
          ))}
        </ul>
      )}
    </ActionForm>
  )
}

function TokenRow({
  token,
  isPressed,
  press,
}: {
  token: ShownToken
  isPressed: boolean
  press: () => void
}) {
  const { isPending } = use(FormContext)
  const id = useId()
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 last:pb-0">
      <div className="grid min-w-0 gap-1">
        <p
          id={id}
          className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium break-words"
        >
          <bdi>{token.name}</bdi>
          <Badge>{token.scope}</Badge>
        </p>
        <p className="text-sm text-muted">
          Created <LocalTime iso={token.createdIso} />, expires <LocalTime iso={token.expiresIso} />
          ,{' '}
          {token.lastUsedIso ? (
            <>
              last used <LocalTime iso={token.lastUsedIso} />
            </>
          ) : (
            'never used'
          )}
        </p>
      </div>
      <Button
        type="submit"
        tone="quiet"
        size="small"
        name="token"
        value={token.id}
        aria-describedby={id}
        isBusy={isPending && isPressed}
        busyText="Revoking…"
        onClick={() => {
          if (!isPending) press()
        }}
      >
        Revoke
      </Button>
    </li>
  )
}
