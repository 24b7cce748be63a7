import type { ReactNode } from 'react'
import { Glyph } from './glyph'
import { CAUTION, DANGER, INFO, SUCCESS } from './glyphs'

export type NoticeTone = 'info' | 'success' | 'caution' | 'danger'

const GLYPHS = { info: INFO, success: SUCCESS, caution: CAUTION, danger: DANGER }

/** A sentence that must not be overlooked. The element around it decides whether it is announced. */
export function Notice({ tone, children }: { tone: NoticeTone; children: ReactNode }) {
  return (
    <p className={`notice notice-${tone}`}>
      <Glyph path={GLYPHS[tone]} className="mt-0.5 size-4.5" />
      <span className="min-w-0">{children}</span>
    </p>
  )
}
