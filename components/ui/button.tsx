import type { ComponentProps } from 'react'

export type ButtonTone = 'primary' | 'quiet' | 'danger' | 'plain'
export type ButtonSize = 'regular' | 'small'

const SHAPE =
  'inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none ' +
  'cursor-pointer transition-[background-color,border-color,box-shadow,translate] duration-150 ' +
  'active:translate-y-px disabled:cursor-not-allowed disabled:opacity-60 disabled:active:translate-y-0 ' +
  'aria-disabled:cursor-progress aria-disabled:active:translate-y-0'

const TONES: Record<ButtonTone, string> = {
  primary: 'bg-accent text-on-accent shadow-control hover:bg-accent-strong',
  quiet:
    'border border-control/70 bg-surface text-ink shadow-control hover:border-control hover:bg-sunken',
  danger: 'border border-danger-line bg-danger-soft text-danger hover:border-danger',
  plain: 'text-accent-text hover:bg-accent-soft',
}

const SIZES: Record<ButtonSize, string> = {
  regular: 'min-h-11 px-4 text-base',
  small: 'min-h-9 px-3 text-sm',
}

/** The look alone, for links that act as the page's main way on. */
export function buttonClass(tone: ButtonTone = 'primary', size: ButtonSize = 'regular'): string {
  return `${SHAPE} ${TONES[tone]} ${SIZES[size]}`
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'className' | 'style'> & {
  tone?: ButtonTone
  size?: ButtonSize
  /** Something is under way: shows it, keeps the focus, and ignores further presses. */
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
      className={`${buttonClass(tone, size)} ${wide ? 'w-full' : ''}`}
      // Not `disabled`: that would drop the keyboard's place on the page.
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {isBusy && <Spinner />}
      {isBusy ? (busyText ?? children) : children}
    </button>
  )
}

function Spinner() {
  return (
    <svg viewBox="0 0 20 20" className="size-4.5 animate-turn" aria-hidden="true">
      <circle
        cx="10"
        cy="10"
        r="7.5"
        className="fill-none stroke-current opacity-25"
        strokeWidth="2.5"
      />
      <path
        d="M10 2.5a7.5 7.5 0 0 1 7.5 7.5"
        className="fill-none stroke-current"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </svg>
  )
}
