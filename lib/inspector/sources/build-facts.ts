import type { StepName } from '@/lib/inspector/steps/step-schema'

/** A step, or one of several functions that are the same step. */
export type CodeName = StepName | 'authorizeSecondStep' | 'authorizePasskey'

/** Where code is in the sources of this build. */
export type SourcePlace = {
  /** From the root of the repository, or of the installed packages. */
  file: string
  /** Of the first line of the excerpt. */
  line: number
  excerpt: string
}

/** Code of this repository to start from in an app of one's own. */
export type CodeExample = SourcePlace & { title: string }

/** What the build read from the repository for the inspector. */
export type BuildFacts = {
  /** The code of each step. */
  places: Partial<Record<CodeName, SourcePlace>>
  /** By step: what one would write for it. */
  examples: Partial<Record<CodeName, readonly CodeExample[]>>
  /** `docs/how-sign-in-works.md`; empty when there is none. */
  document: string
  /** From the timing benchmark: wrong password, existing user ÷ unknown user. */
  timingRatio: number | null
}

/** What the page shows of them in its views. */
export type ShownFacts = Omit<BuildFacts, 'document'>

export const NO_FACTS: BuildFacts = { places: {}, examples: {}, document: '', timingRatio: null }
