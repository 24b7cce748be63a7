'use client'

import { use, type ReactNode } from 'react'
import { Button } from './button'
import type { ButtonSize, ButtonTone } from './button-class'
import { FormContext } from './form-context'

/** Submits its form, one submission at a time; unavailable while the server asks to wait. */
export function SubmitButton({
  tone,
  size,
  busyText,
  wide = true,
  name,
  value,
  children,
}: {
  tone?: ButtonTone
  size?: ButtonSize
  busyText: string
  wide?: boolean
  name?: string
  value?: string
  children: ReactNode
}) {
  const { isPending, pressed, secondsLeft } = use(FormContext)
  const isOwn = pressed === (name ?? '')
  return (
    <Button
      type="submit"
      isBusy={isPending && isOwn}
      busyText={busyText}
      wide={wide}
      isLocked={(isPending && !isOwn) || (secondsLeft ?? 0) > 0}
      {...(tone ? { tone } : {})}
      {...(size ? { size } : {})}
      {...(name ? { name, value } : {})}
    >
      {children}
    </Button>
  )
}
