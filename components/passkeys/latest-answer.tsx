'use client'

import {
  createContext,
  use,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
} from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { FormAlert } from '@/components/ui/form-alert'
import { FormContext } from '@/components/ui/form-context'
import { Notice, type NoticeTone } from '@/components/ui/notice'
import { EMPTY_FORM_STATE } from '@/lib/platform/forms'

type Latest = { formId: string | null; claim: (formId: string) => void }

const LatestForm = createContext<Latest>({ formId: null, claim: () => undefined })

/**
 * Forms of one page that show one answer at a time: the latest. What the page arrived with has the focus
 * at first, as the button that led here is gone.
 */
export function LatestAnswer({
  arrival,
  children,
}: {
  arrival?: { tone: NoticeTone; text: string } | undefined
  children: ReactNode
}) {
  const [formId, claim] = useState<string | null>(null)
  const latest = useMemo(() => ({ formId, claim }), [formId])
  const message = useRef<HTMLDivElement>(null)
  const text = arrival?.text
  useEffect(() => {
    if (text !== undefined && document.activeElement === document.body) message.current?.focus()
  }, [text])
  return (
    <LatestForm value={latest}>
      <div className="group/answers grid gap-5">
        {arrival && formId === null && (
          // Without JavaScript the address still names it when a form has answered.
          <div
            ref={message}
            role="status"
            tabIndex={-1}
            className="group-has-[form_[role]_.notice]/answers:hidden"
          >
            <Notice tone={arrival.tone}>{arrival.text}</Notice>
          </div>
        )}
        {children}
      </div>
    </LatestForm>
  )
}

/** An {@link ActionForm} whose answer gives way to that of any other. Its `toastId` names it. */
export function AnswerForm({
  check,
  children,
  hasAlert = true,
  ...props
}: Omit<ComponentProps<typeof ActionForm>, 'intro' | 'done'>) {
  const { claim } = use(LatestForm)
  const checkAsLatest: typeof check = (formData, askDevice) => {
    claim(props.toastId)
    return check?.(formData, askDevice) ?? null
  }
  return (
    <ActionForm {...props} check={checkAsLatest} hasAlert={false}>
      {hasAlert && <LatestAlert formId={props.toastId} />}
      {children}
    </ActionForm>
  )
}

function LatestAlert({ formId }: { formId: string }) {
  const { formId: latest } = use(LatestForm)
  const { state, shown = state, attempt, secondsLeft } = use(FormContext)
  const isLatest = latest === null || latest === formId
  return (
    <FormAlert
      state={isLatest ? shown : EMPTY_FORM_STATE}
      attempt={attempt}
      secondsLeft={isLatest ? secondsLeft : null}
    />
  )
}
