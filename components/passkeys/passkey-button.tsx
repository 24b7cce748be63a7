'use client'

import { use, type Ref } from 'react'
import { Button } from '@/components/ui/button'
import { FormContext } from '@/components/ui/form-context'

const NAME = 'passkey'

/**
 * Sends its form for a passkey, whatever else is filled in. Without JavaScript the action says that it is
 * needed.
 */
export function PasskeyButton({
  children,
  ref,
}: {
  children: string
  ref?: Ref<HTMLButtonElement>
}) {
  const { isPending, isAsking = false, pressed, secondsLeft } = use(FormContext)
  const isOwn = pressed === NAME
  return (
    <Button
      {...(ref ? { ref } : {})}
      type="submit"
      tone="quiet"
      name={NAME}
      value=""
      formNoValidate
      wide
      isBusy={(isPending || isAsking) && isOwn}
      busyText="Waiting for your device…"
      isLocked={(isPending && !isOwn) || (secondsLeft ?? 0) > 0}
    >
      {children}
    </Button>
  )
}
