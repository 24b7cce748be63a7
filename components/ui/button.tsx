'use client'

import type { ComponentProps } from 'react'
import { buttonClass, type ButtonSize, type ButtonTone } from './button-class'

export type ButtonProps = Omit<ComponentProps<'button'>, 'className' | 'style' | 'disabled'> & {
  tone?: ButtonTone
  size?: ButtonSize
  /** In progress: shows a spinner, keeps the focus, ignores further clicks. */
  isBusy?: boolean
  /** Not to be used now: keeps the focus, which `disabled` would lose, and ignores clicks. */
  isLocked?: boolean
  /** Replaces the text while busy. */
  busyText?: string
  wide?: boolean
}

export function Button({
  tone = 'primary',
  size = 'regular',
  isBusy = false,
  isLocked = false,
  busyText,
  wide = false,
  type = 'button',
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass(tone, size) + (wide ? ' w-full' : '')}
      aria-disabled={isBusy || isLocked || undefined}
      data-busy={isBusy || undefined}
      onClick={(event) => {
        if (isBusy || isLocked) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {/* Keyed: a translator may have replaced the text that React would change. */}
      <span key={String(isBusy)}>{isBusy ? (busyText ?? children) : children}</span>
    </button>
  )
}
