'use client'

import { use, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Button } from './button'
import { FormAlert } from './form-alert'
import { FormContext } from './form-context'
import { SubmitButton } from './submit-button'
import { useMounted } from './use-mounted'

/**
 * The button of something that cannot be undone, in an {@link ActionForm} without an alert of its own.
 * The action answers the first submit with a question, which opens a modal dialog: focus starts on
 * Cancel, and the fields in it have to be filled in. Without JavaScript the same step stands on the page.
 *
 * @param props.children the fields; the action reads them, and `cancel` when somebody left
 */
export function ConfirmDialog({
  buttonText,
  busyText,
  size,
  children,
}: {
  buttonText: string
  busyText: string
  size?: 'regular' | 'small'
  children: ReactNode
}) {
  const { state, shown = state, attempt, secondsLeft } = use(FormContext)
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const isMounted = useMounted()
  const titleId = useId()
  const place = useRef<HTMLDivElement>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const isAsked = state.confirm !== undefined && leftAt !== attempt

  useEffect(() => {
    const element = dialog.current
    if (!isMounted || !isAsked || !element) return
    element.showModal()
    element.querySelector<HTMLElement>('[data-cancel]')?.focus()
  }, [isMounted, isAsked])

  const hasLeft = leftAt === attempt
  useEffect(() => {
    if (hasLeft) place.current?.querySelector('button')?.focus()
  }, [hasLeft])

  const alert = <FormAlert state={shown} attempt={attempt} secondsLeft={secondsLeft} />
  const sizes = size ? { size } : {}
  if (!isAsked) {
    return (
      <div ref={place} className="flex flex-col items-start gap-5">
        {alert}
        <SubmitButton tone="danger" wide={false} busyText={busyText} {...sizes}>
          {buttonText}
        </SubmitButton>
      </div>
    )
  }
  return (
    <dialog
      ref={dialog}
      open={!isMounted}
      aria-labelledby={titleId}
      onClose={() => setLeftAt(attempt)}
      className="w-full rounded-lg border border-line bg-surface p-6 text-ink backdrop:bg-canvas/80 [&:modal]:m-auto [&:modal]:w-[min(28rem,calc(100vw-2rem))] [&:modal]:shadow-float [&:not(:modal)]:static"
    >
      <div className="flex flex-col gap-5">
        <h2 id={titleId} className="text-xl font-semibold tracking-tight wrap-anywhere">
          {state.confirm}
        </h2>
        {alert}
        {children}
        <div className="flex flex-wrap gap-3">
          {/* First, since Enter in a field presses it. */}
          <SubmitButton tone="danger" wide={false} busyText={busyText}>
            {buttonText}
          </SubmitButton>
          <Button
            type="submit"
            name="cancel"
            value="yes"
            tone="quiet"
            data-cancel
            onClick={(event) => {
              event.preventDefault()
              dialog.current?.close()
            }}
          >
            Cancel
          </Button>
        </div>
      </div>
    </dialog>
  )
}
