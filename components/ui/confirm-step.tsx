'use client'

import { use, type ReactNode } from 'react'
import { FormContext } from './form-context'
import { Notice } from './notice'

/**
 * Asks for confirmation: the action answers the first submit with a question, and the second submit of
 * the same button confirms it. Works without JavaScript, since the question is part of the form state.
 *
 * @param props.cancel a link that leaves without doing anything
 * @param props.children the button
 */
export function ConfirmStep({ cancel, children }: { cancel: ReactNode; children: ReactNode }) {
  const { confirm } = use(FormContext).state
  return (
    <>
      <div role="alert" className="-mb-5 grid has-[p]:mb-0">
        {confirm && <Notice tone="caution">{confirm}</Notice>}
      </div>
      {confirm && <input type="hidden" name="confirmed" value="yes" />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        {children}
        {confirm && cancel}
      </div>
    </>
  )
}
