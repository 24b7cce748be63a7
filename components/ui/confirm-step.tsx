'use client'

import { use, type ReactNode } from 'react'
import { FormContext } from './form-context'
import { Notice } from './notice'

/**
 * What a form asks before it does something that is not easily undone: the action answers the first
 * press with a question, and the second press of the same button carries the yes. Works without a
 * script, since the question is part of the form's state.
 *
 * @param props.way leads out of the question, with nothing done
 */
export function ConfirmStep({ way }: { way: ReactNode }) {
  const { confirm } = use(FormContext).state
  return (
    <>
      <div role="alert" className="-mb-5 grid has-[p]:mb-0">
        {confirm && <Notice tone="caution">{confirm} Press again to go on.</Notice>}
      </div>
      {confirm && <input type="hidden" name="confirmed" value="yes" />}
      {confirm && <div className="text-sm">{way}</div>}
    </>
  )
}
