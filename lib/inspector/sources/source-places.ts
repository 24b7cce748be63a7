import type { StepName } from '@/lib/inspector/steps/step-schema'

/** Where a step's code stands, in this very build. */
export type SourcePlace = {
  file: string
  /** Of the first line of the excerpt. */
  line: number
  excerpt: string
}

export type SourcePlaces = Partial<Record<StepName, SourcePlace>>
