'use client'

import { resolveValue, toast, Toaster as HotToaster, type Toast } from 'react-hot-toast'
import { Glyph } from './glyph'
import { useMounted } from './use-mounted'

/**
 * The toasts of the page.
 *
 * react-hot-toast places its container by a `style` attribute, which a strict policy blocks in
 * server HTML but allows from script: so it is mounted in the browser only. The section around it
 * is there before the first toast, so that polite ones are heard.
 */
export function Toaster() {
  const isMounted = useMounted()
  return (
    <section aria-label="Notifications" aria-live="polite" aria-relevant="additions">
      {isMounted && (
        <HotToaster position="top-center" gutter={10}>
          {(item) => <ToastCard item={item} />}
        </HotToaster>
      )}
    </section>
  )
}

function ToastCard({ item }: { item: Toast }) {
  const isError = item.type === 'error'
  return (
    <div
      className={`${item.visible ? 'animate-rise' : 'animate-fall'} pointer-events-auto flex max-w-lg items-start gap-2.5 rounded-md border border-line bg-surface py-1.5 pr-1.5 pl-3.5 text-ink shadow-float`}
    >
      <span className={isError ? 'text-danger' : 'text-accent-text'}>
        <Glyph name={isError ? 'danger' : 'success'} className="mt-2 size-5" />
      </span>
      <div {...item.ariaProps} className="min-w-0 grow py-1.5 text-sm font-medium">
        {resolveValue(item.message, item)}
      </div>
      <button
        type="button"
        onClick={() => toast.dismiss(item.id)}
        className="grid size-9 shrink-0 cursor-pointer place-items-center rounded-sm text-muted hover:bg-sunken hover:text-ink"
      >
        <Glyph name="close" className="size-4" />
        <span className="sr-only">Dismiss</span>
      </button>
    </div>
  )
}
