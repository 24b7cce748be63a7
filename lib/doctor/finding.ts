/** The result of one check. */
export type Finding = {
  /** What was checked, such as `database`. */
  check: string
  /**
   * - `ok`: as it should be
   * - `warning`: works, but will cause trouble
   * - `broken`: people cannot sign in, or are at risk
   * - `skipped`: could not be checked because another check failed
   */
  state: 'ok' | 'warning' | 'broken' | 'skipped'
  /** What was found, in one sentence, without any secret. */
  says: string
  /** What to do about it. */
  remedy?: string
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says })

export const warning = (check: string, says: string, remedy: string): Finding => ({
  ...{ check, state: 'warning', says, remedy },
})

export const broken = (check: string, says: string, remedy: string): Finding => ({
  ...{ check, state: 'broken', says, remedy },
})

export const skipped = (check: string, says: string): Finding => ({ check, state: 'skipped', says })
