'use client'

import type { ComponentProps } from 'react'
import { buttonClass, type ButtonSize, type ButtonTone } from './button-class'

export type ButtonProps = Omit<ComponentProps<'button'>, 'className' | 'style'> & {
  tone?: ButtonTone
  size?: ButtonSize
  /** In progress: shows a spinner, keeps the focus, ignores further clicks. */
  isBusy?: boolean
  /** Replaces the text while busy. */
  busyText?: string
  wide?: boolean
}

export function Button({
  tone = 'primary',
  size = 'regular',
  isBusy = false,
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
      // Not `disabled`, which would lose keyboard focus.
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {isBusy ? (busyText ?? children) : children}
    </button>
  )
}
