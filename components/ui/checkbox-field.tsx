'use client'

import { useId } from 'react'
import { useFormField } from './form-context'

/** A checkbox whose whole line is clickable. */
export function CheckboxField({ name, label }: { name: string; label: string }) {
  const id = useId()
  const field = useFormField(name)
  return (
    <div className="flex items-center gap-2.5">
      <input
        type="checkbox"
        id={id}
        name={name}
        defaultChecked={field.value === 'on'}
        className="box"
      />
      <label htmlFor={id} className="grow cursor-pointer py-1.5 text-sm">
        {label}
      </label>
    </div>
  )
}
