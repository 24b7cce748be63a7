'use client'

import { createContext, use } from 'react'
import { EMPTY_FORM_STATE, type FormState } from '@/lib/platform/forms'

/** What the fields and buttons of a form need to know about it. */
export type FormContextValue = {
  state: FormState
  /** The state without what has been corrected since; by default all of it. */
  shown?: FormState
  isPending: boolean
  /** A device is being waited for, by the button that was pressed; the others can be. By default not. */
  isAsking?: boolean
  /** The name of the button that sent it; empty for one without. */
  pressed: string
  /** How many answers came by script: a new number is a new answer. */
  attempt: number
  /** Until then the server will refuse; null when there is nothing to wait for. */
  secondsLeft: number | null
}

export const FormContext = createContext<FormContextValue>({
  state: EMPTY_FORM_STATE,
  isPending: false,
  pressed: '',
  attempt: 0,
  secondsLeft: null,
})

/** The error of a field and what was typed into it, from the state of the form around it. */
export function useFormField(name: string): {
  error?: string | undefined
  value?: string | undefined
} {
  const { state, shown = state } = use(FormContext)
  return { error: shown.fieldErrors?.[name], value: state.values?.[name] }
}
