'use client'

import { useId } from 'react'
import { useFormField } from './form-context'

/** A box to tick, with its whole line as the target. */
export function CheckboxField({ name, label }: { name: string; label: string }) {
  const id = useId()
  const field = useFormField(name)
  return (
    <div className="flex items-center gap-2.5">
      <span className="relative grid shrink-0">
        <input
          type="checkbox"
          id={id}
          name={name}
          defaultChecked={field.value === 'on'}
          className="peer size-5.5 cursor-pointer appearance-none rounded-sm border border-control bg-surface checked:border-accent checked:bg-accent hover:border-ink/60 forced-colors:appearance-auto"
        />
        <svg
          viewBox="0 0 22 22"
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 hidden text-on-accent peer-checked:block forced-colors:hidden"
        >
          <path
            d="m6 11.5 3.5 3.5L16 7.5"
            className="fill-none stroke-current"
            strokeWidth="2.2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </span>
      <label htmlFor={id} className="grow cursor-pointer py-1.5 text-sm">
        {label}
      </label>
    </div>
  )
}
