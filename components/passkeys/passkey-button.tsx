'use client'

import { use, type Ref } from 'react'
import { Button } from '@/components/ui/button'
import { FormContext } from '@/components/ui/form-context'

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
  const { isPending, secondsLeft } = use(FormContext)
  return (
    <Button
      {...(ref ? { ref } : {})}
      type="submit"
      tone="quiet"
      name="passkey"
      value=""
      formNoValidate
      wide
      isLocked={isPending || (secondsLeft ?? 0) > 0}
    >
      {children}
    </Button>
  )
}
