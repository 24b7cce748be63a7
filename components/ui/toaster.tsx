'use client'

import { resolveValue, toast, useToaster, type Toast } from 'react-hot-toast/headless'
import { Glyph } from './glyph'
import { CLOSE, DANGER, SUCCESS } from './glyphs'

/**
 * The toasts of the page.
 *
 * react-hot-toast without its own looks: those come as inline styles and a style sheet made by
 * script, which a strict policy blocks. The section is there before the first toast, so that
 * screen readers hear the polite ones too.
 */
export function Toaster() {
  const { toasts, handlers } = useToaster()
  const { startPause, endPause } = handlers
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions"
      className="toasts"
      onMouseEnter={startPause}
      onMouseLeave={endPause}
      onFocus={startPause}
      onBlur={endPause}
    >
      {toasts.map((item) => (
        <ToastCard key={item.id} item={item} />
      ))}
    </section>
  )
}

function ToastCard({ item }: { item: Toast }) {
  const isError = item.type === 'error'
  return (
    <div className={`toast ${item.visible ? 'animate-rise' : 'animate-fall'}`}>
      <span className={isError ? 'text-danger' : 'text-accent-text'}>
        <Glyph path={isError ? DANGER : SUCCESS} className="mt-2 size-5" />
      </span>
      <div {...item.ariaProps} className="min-w-0 grow py-1.5 text-sm font-medium">
        {resolveValue(item.message, item)}
      </div>
      <button type="button" onClick={() => toast.dismiss(item.id)} className="toast-close">
        <Glyph path={CLOSE} className="size-4" />
        <span className="sr-only">Dismiss</span>
      </button>
    </div>
  )
}
