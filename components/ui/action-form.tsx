'use client'

import type { ReactNode } from 'react'
import { EMPTY_FORM_STATE, type FormState } from '@/lib/platform/forms'
import { markRefusedField } from './mark-refused-field'
import { FormAlert } from './form-alert'
import { FormContext } from './form-context'
import { callAction } from './call-action'
import { useFormSubmission, type AskDevice, type FormAction } from './use-form-submission'

type ActionFormProps = {
  /** A server action: the form works without a script. */
  action: FormAction
  /** Names the form's one toast, unique on the page. */
  toastId: string
  /** What the page already knows, such as a refusal that led here. */
  initialState?: FormState
  /**
   * Checks or completes the form before it is sent by script; a state it returns is shown, and nothing is
   * sent.
   */
  check?: (formData: FormData, askDevice: AskDevice) => FormState | null | Promise<FormState | null>
  /** For tests; by default a full document load. */
  leave?: (path: string) => void
  /** False where something in the form shows its answers itself. */
  hasAlert?: boolean
  /** Stands above the form while there is one. */
  intro?: ReactNode
  /** Shown instead of it all once the form has done its work. */
  done?: (state: FormState) => ReactNode
  children: ReactNode
}

/**
 * The form of every server action. Its fields find their errors and what was typed by their name:
 *
 *     <ActionForm action={renameAction} toastId="rename">
 *       <TextField name="name" label="Name" autoComplete="name" />
 *       <SubmitButton busyText="Saving…">Save</SubmitButton>
 *     </ActionForm>
 */
export function ActionForm({
  action,
  toastId,
  initialState = EMPTY_FORM_STATE,
  check,
  leave,
  hasAlert = true,
  intro,
  done,
  children,
}: ActionFormProps) {
  const { shown, attempt, secondsLeft, formProps, ...submission } = useFormSubmission({
    action,
    send: async (previous, formData, askDevice) =>
      (await check?.(formData, askDevice)) ?? callAction(action, previous, formData),
    initialState,
    toastId,
    interpret: markRefusedField,
    leave,
  })
  const { state } = submission
  if (done && state.notice !== undefined && state.goTo === undefined) return done(state)
  return (
    <>
      {intro}
      <form {...formProps} className="flex flex-col gap-5">
        {hasAlert && <FormAlert state={shown} attempt={attempt} secondsLeft={secondsLeft} />}
        <FormContext value={{ ...submission, shown, attempt, secondsLeft }}>{children}</FormContext>
      </form>
    </>
  )
}
