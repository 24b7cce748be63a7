'use client'

import {
  useActionState,
  useEffect,
  useRef,
  useState,
  type ComponentProps,
  type FormEvent,
} from 'react'
import type { FormState } from '@/lib/platform/forms'
import { hardNavigate } from './hard-navigation'
import { dismissAllToasts, toastRefusalOutOfView, toastSuccess } from './toast'
import { useRetryCountdown } from './use-retry-countdown'
import { withoutCorrected } from './without-corrected'

export type FormAction = (previous: FormState, formData: FormData) => Promise<FormState>

/**
 * Waits for what a person does at a device. Until then the form can be sent otherwise, which ends the wait:
 * a prompt that hangs never blocks it.
 */
export type AskDevice = <Answer>(ask: (signal: AbortSignal) => Promise<Answer>) => Promise<Answer>

export type SubmissionOptions = {
  /** Handles the form without a script, or when it is sent before the script is there. */
  action: FormAction
  /** Sends the form from the script. What it throws reaches the nearest boundary. */
  send: (previous: FormState, formData: FormData, askDevice: AskDevice) => Promise<FormState>
  initialState: FormState
  /** What the form makes of an answer before it is shown. */
  interpret?: (state: FormState) => FormState
  /** Names the form's one toast. */
  toastId: string
  leave?: ((path: string) => void) | undefined
}

const asItIs = (state: FormState) => state
const NOTHING: ReadonlySet<string> = new Set()

/**
 * One form, submitted either way: natively to its server action, or by script. Answers the same in
 * both: alert, toast, the first bad field focused, nothing typed lost, wrong passwords cleared.
 * The state a page begins with is shown, not announced.
 */
export function useFormSubmission({
  action,
  send,
  initialState,
  toastId,
  interpret = asItIs,
  leave = hardNavigate,
}: SubmissionOptions) {
  const [sentState, nativeAction] = useActionState(action, initialState)
  // Whoever posts the fields of two forms as one gets the answer of one action in the other's form.
  const nativeState = sentState ?? initialState
  const [answer, setAnswer] = useState<{ state: FormState; attempt: number } | null>(null)
  // No transition: React finishes them together, so one hanging request would hold back all others.
  const [isSending, setSending] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [pressed, setPressed] = useState('')
  const [thrown, setThrown] = useState<{ error: unknown } | null>(null)
  const [edits, setEdits] = useState({ since: initialState, names: NOTHING })
  const formRef = useRef<HTMLFormElement>(null)
  const isInFlight = useRef(false)
  const prompt = useRef<AbortController | null>(null)

  const given = answer?.state ?? nativeState
  const edited = edits.since === given ? edits.names : NOTHING
  const state = interpret(given)
  const shown = withoutCorrected(state, edited)
  const attempt = answer?.attempt ?? 0
  const secondsLeft = useRetryCountdown(answer ?? nativeState, state.refusal?.retryAfterSeconds)
  const isLeaving = state.goTo !== undefined

  useEffect(() => {
    const answered = interpret(answer?.state ?? nativeState)
    const isFresh = answer !== null || nativeState !== initialState
    if (!isFresh) return
    if (answered.notice && answered.goTo) toastSuccess(toastId, answered.notice)
    if (formRef.current) {
      if (answer) forgetSpentSecrets(formRef.current, answered)
      focusWhereItHelps(formRef.current, answered)
    }
    // An answer by script has led away already.
    if (answered.goTo !== undefined && answer === null) leave(answered.goTo)
    if (!answered.refusal) return
    const alert = formRef.current?.querySelector('[role="alert"]') ?? null
    return toastRefusalOutOfView(toastId, answered.refusal, alert)
  }, [answer, nativeState, initialState, toastId, interpret, leave])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const isHeldUp = isInFlight.current && prompt.current === null
    if (isHeldUp || isLeaving || (secondsLeft ?? 0) > 0) return
    prompt.current?.abort()
    prompt.current = null
    setAsking(false)
    isInFlight.current = true
    dismissAllToasts()
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
    const formData = new FormData(event.currentTarget, submitter)
    setSending(true)
    setPressed(submitter?.getAttribute('name') ?? '')
    const own = new AbortController()
    send(state, formData, (ask) => waitForDevice(own, ask))
      .then(
        (next) => {
          if (own.signal.aborted) return
          setAnswer((last) => ({ state: next, attempt: (last?.attempt ?? 0) + 1 }))
          setSending(false)
          // At once: the page may be rendered anew without this form, and an effect of it goes too.
          const { goTo } = interpret(next)
          if (goTo !== undefined) leave(goTo)
        },
        (error: unknown) => {
          if (!own.signal.aborted) setThrown({ error })
        },
      )
      .finally(() => {
        if (!own.signal.aborted) isInFlight.current = false
      })
  }

  async function waitForDevice<Answer>(
    own: AbortController,
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    prompt.current = own
    setAsking(true)
    try {
      return await ask(own.signal)
    } finally {
      if (prompt.current === own) {
        prompt.current = null
        setAsking(false)
      }
    }
  }

  function noteEdit(event: FormEvent<HTMLFormElement>) {
    if (!state.refusal) return
    const { name } = event.target as Field
    if (!edited.has(name)) setEdits({ since: given, names: new Set(edited).add(name) })
  }

  const formProps: ComponentProps<'form'> = {
    ref: formRef,
    action: nativeAction,
    onSubmit: submit,
    onInput: noteEdit,
    // A key held down presses once: the repeats would answer whatever the form asks next.
    onKeyDown: (event) => {
      if (event.repeat && event.key === 'Enter') event.preventDefault()
    },
    // The browser's own bubbles differ everywhere; ours stand beside the field and stay.
    noValidate: true,
  }
  // Where boundaries listen: a redirect travels as an error, and so does a bug.
  if (thrown) throw thrown.error
  const isPending = (isSending && !isAsking) || isLeaving
  return { state, shown, attempt, secondsLeft, isPending, isAsking, pressed, formProps }
}

function forgetSpentSecrets(form: HTMLFormElement, state: FormState): void {
  if (!clearsSecrets(state)) return
  for (const input of form.querySelectorAll('input')) {
    if (isSecret(input)) input.value = ''
  }
}

/** Whether an answer empties the form's passwords: one was wrong, or they have been used. */
export function clearsSecrets({ refusal, notice, goTo }: FormState): boolean {
  const isWrong = refusal?.code === 'invalid_credentials' || refusal?.code === 'password_wrong'
  return isWrong || (notice !== undefined && goTo === undefined)
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** The first bad field, else the first that has to be filled again. */
function focusWhereItHelps(form: HTMLFormElement, { refusal, fieldErrors }: FormState): void {
  if (!refusal) return
  // After a load the person may have gone on typing before this script was there.
  const isElsewhere = document.activeElement !== document.body
  if (isElsewhere && !form.contains(document.activeElement)) return
  const fields = [...form.querySelectorAll<Field>('input, select, textarea')]
  const refused = fields.find((field) => fieldErrors?.[field.name])
  const emptied = fields.find((field) => field.required && field.value === '')
  const field = refused ?? emptied
  field?.focus()
  // One that has the focus already may have been moved out of view by the alert.
  field?.scrollIntoView({ block: 'nearest' })
}

function isSecret(input: HTMLInputElement): boolean {
  return input.autocomplete.endsWith('-password')
}
