'use client'

import { use, useEffect, useState, type FormEvent } from 'react'
import { FormContext } from '@/components/ui/form-context'
import type { FormState } from '@/lib/platform/forms'
import type { Strength } from './password-strength'

/** A screen reader is told once somebody pauses, not at every key. */
const PAUSE_MS = 350

/** @property during the form's answer at that time: with a later one the password may be used up */
type Typed = { password: string; personal: string[]; during: FormState }

/**
 * Judges what is typed into a new password's field, after a pause.
 *
 * @returns `strength` is null while there is nothing to say; `note` belongs on what holds the field
 */
export function usePasswordStrength() {
  const { state } = use(FormContext)
  const [typed, setTyped] = useState<Typed | null>(null)
  const [strength, setStrength] = useState<Strength | null>(null)

  useEffect(() => {
    if (typed === null) return
    let isCurrent = true
    const judge = async () => {
      // It may not arrive: the form works without.
      const loaded = await import('./password-strength').catch(() => null)
      if (!isCurrent || !loaded) return
      const { password, personal } = typed
      setStrength(password === '' ? null : loaded.passwordStrength(password, personal))
    }
    const timer = setTimeout(() => void judge(), PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [typed])

  const note = ({ target }: FormEvent) => {
    if (target instanceof HTMLInputElement) {
      setTyped({ password: target.value, personal: othersIn(target), during: state })
    }
  }
  const isUsed = state.notice !== undefined && typed?.during !== state
  return { strength: isUsed ? null : strength, note }
}

/** What stands in the other fields of the form: a guesser would try those first. */
function othersIn(field: HTMLInputElement): string[] {
  const inputs = [...(field.form?.querySelectorAll('input') ?? [])]
  return inputs
    .filter(({ type, value }) => /^(text|email)$/.test(type) && value !== '')
    .map(({ value }) => value)
}
