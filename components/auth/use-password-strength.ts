'use client'

import { use, useEffect, useState, type FormEvent } from 'react'
import { FormContext, useFormField } from '@/components/ui/form-context'
import { clearsSecrets } from '@/components/ui/use-form-submission'
import type { FormState } from '@/lib/platform/forms'
import type { Strength } from './password-strength'

/** Announced to screen readers after a pause, not at every key. */
const PAUSE_MS = 350

/** @property during the form's state at that time: after a later one the password may be outdated */
type Typed = { password: string; personal: string[]; during: FormState }

/**
 * Estimates the strength of a new password while it is typed, after a pause.
 *
 * @param name of the field
 * @returns `strength` is null while there is nothing to show; attach `note` to the field's container
 */
export function usePasswordStrength(name: string) {
  const { state } = use(FormContext)
  const { error } = useFormField(name)
  const [typed, setTyped] = useState<Typed | null>(null)
  const [strength, setStrength] = useState<Strength | null>(null)

  useEffect(() => {
    if (typed === null) return
    let isCurrent = true
    const judge = async () => {
      // It may fail to load; the form works without it.
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
  const isGone = (state.notice !== undefined || clearsSecrets(state)) && typed?.during !== state
  // The server's word counts: an estimate beside its refusal would contradict it.
  return { strength: isGone || error !== undefined ? null : strength, note }
}

/** The values of the form's other fields, which an attacker would try first. */
function othersIn(field: HTMLInputElement): string[] {
  const inputs = [...(field.form?.querySelectorAll('input') ?? [])]
  return inputs
    .filter(({ type, value }) => /^(text|email)$/.test(type) && value !== '')
    .map(({ value }) => value)
}
