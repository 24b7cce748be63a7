import type { ReactNode } from 'react'
import { Glyph } from './glyph'

export type NoticeTone = 'info' | 'success' | 'caution' | 'danger'

const TONES: Record<NoticeTone, string> = {
  info: 'border-line bg-sunken text-ink',
  success: 'border-accent/30 bg-accent-soft text-accent-text',
  caution: 'border-caution-line bg-caution-soft text-caution',
  danger: 'border-danger-line bg-danger-soft text-danger',
}

/** A sentence that must not be overlooked. The element around it decides whether it is announced. */
export function Notice({ tone, children }: { tone: NoticeTone; children: ReactNode }) {
  return (
    <p
      className={`flex gap-2.5 rounded-md border px-3.5 py-2.5 text-sm font-medium ${TONES[tone]}`}
    >
      <Glyph name={tone} className="mt-0.5 size-4.5" />
      <span className="min-w-0">{children}</span>
    </p>
  )
}
