'use client'

import { FieldFrame, type FieldFrameProps } from './field'
import { useFormField } from './form-context'

type SelectFieldProps = FieldFrameProps & {
  name: string
  options: readonly { value: string; label: string }[]
  defaultValue: string
}

/** A select with a label; its value and error come from the form around it, as with a text field. */
export function SelectField({ name, label, hint, error, options, defaultValue }: SelectFieldProps) {
  const field = useFormField(name)
  return (
    <FieldFrame label={label} hint={hint} error={error ?? field.error}>
      {(described) => (
        <select
          {...described}
          name={name}
          defaultValue={field.value ?? defaultValue}
          className="input"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  )
}
