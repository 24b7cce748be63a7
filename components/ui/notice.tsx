import type { ReactNode } from 'react'
import { Icon } from './icon'
import { CAUTION, DANGER, INFO, SUCCESS } from './icons'

export type NoticeTone = 'info' | 'success' | 'caution' | 'danger'

const GLYPHS = { info: INFO, success: SUCCESS, caution: CAUTION, danger: DANGER }

/** A prominent message. Its container decides whether screen readers announce it. */
export function Notice({ tone, children }: { tone: NoticeTone; children: ReactNode }) {
  return (
    <p className={`notice notice-${tone}`}>
      <Icon path={GLYPHS[tone]} className="mt-0.5 size-4.5" />
      <span className="min-w-0">{children}</span>
    </p>
  )
}
