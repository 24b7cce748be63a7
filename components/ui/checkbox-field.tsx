'use client'

import { useId, type ReactNode } from 'react'
import { useFormField } from './form-context'

/** A checkbox whose whole line is clickable, with its error below. */
export function CheckboxField({
  name,
  label,
  required,
}: {
  name: string
  label: ReactNode
  required?: boolean
}) {
  const id = useId()
  const { value, error } = useFormField(name)
  const errorId = `${id}-error`
  return (
    <div>
      <div className="flex items-center gap-2.5">
        <input
          type="checkbox"
          id={id}
          name={name}
          required={required}
          defaultChecked={value === 'on'}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? errorId : undefined}
          className="box"
        />
        <label htmlFor={id} className="grow cursor-pointer py-1.5 text-sm">
          {label}
        </label>
      </div>
      {error && (
        <p id={errorId} className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  )
}
