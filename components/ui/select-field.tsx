'use client'

import { useId } from 'react'

/** A select with a label. */
export function SelectField({
  name,
  label,
  options,
  defaultValue,
}: {
  name: string
  label: string
  options: readonly { value: string; label: string }[]
  defaultValue: string
}) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select id={id} name={name} defaultValue={defaultValue} className="input">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
