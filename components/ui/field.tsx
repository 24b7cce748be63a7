'use client'

import { useId, type ComponentProps, type ReactNode } from 'react'
import { useFormField } from './form-context'

export type FieldFrameProps = {
  label: string
  /** What is expected. An error stands in its place, as it says the same or more. */
  rule?: string | undefined
  /** What else to know; stays beside an error. */
  hint?: string | undefined
  error?: string | undefined
}

/** The attributes that link an input to its hint and error. */
export type Described = {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

/** Label above, hint and error below, all linked to the input with `useId`. */
export function FieldFrame({
  label,
  rule,
  hint,
  error,
  children,
}: FieldFrameProps & { children: (described: Described) => ReactNode }) {
  const id = useId()
  const advice = [error ? undefined : rule, hint].filter(Boolean).join(' ')
  const hintId = advice ? `${id}-hint` : ''
  const errorId = error ? `${id}-error` : ''
  const describedBy = `${errorId} ${hintId}`.trim()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="justify-self-start text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': describedBy || undefined,
      })}
      {error && (
        <p key={error} id={errorId} className="text-sm text-danger">
          {error}
        </p>
      )}
      {advice && (
        <p key={advice} id={hintId} className="text-sm text-muted">
          {advice}
        </p>
      )}
    </div>
  )
}

export type TextFieldProps = Omit<
  ComponentProps<'input'>,
  'id' | 'className' | 'style' | 'children' | 'type'
> &
  FieldFrameProps & {
    name: string
    type?: 'text' | 'email' | 'search' | 'date' | 'datetime-local'
  }

/**
 * A text input. Inside an {@link ActionForm} its value and error come from the form's state, by the
 * field's name.
 */
export function TextField({ label, rule, hint, error, defaultValue, ...input }: TextFieldProps) {
  const field = useFormField(input.name)
  return (
    <FieldFrame label={label} rule={rule} hint={hint} error={error ?? field.error}>
      {(described) => (
        <input
          type="text"
          dir={input.type === 'email' ? undefined : 'auto'}
          autoComplete="off"
          {...input}
          {...described}
          defaultValue={field.value ?? defaultValue}
          className="input"
        />
      )}
    </FieldFrame>
  )
}

type TextAreaFieldProps = Omit<
  ComponentProps<'textarea'>,
  'id' | 'className' | 'style' | 'children'
> &
  FieldFrameProps & { name: string }

/** A text of several lines. @public for forms of an adopter's own */
export function TextAreaField({ label, hint, error, defaultValue, ...area }: TextAreaFieldProps) {
  const field = useFormField(area.name)
  return (
    <FieldFrame label={label} hint={hint} error={error ?? field.error}>
      {(described) => (
        <textarea
          rows={4}
          dir="auto"
          {...area}
          {...described}
          defaultValue={field.value ?? defaultValue}
          className="input h-auto py-2.5"
        />
      )}
    </FieldFrame>
  )
}
