'use client'

import { useState, type ComponentProps, type KeyboardEvent } from 'react'
import { FieldFrame, type FieldFrameProps } from './field'
import { useFormField } from './form-context'

type PasswordFieldProps = FieldFrameProps & {
  name: string
  autoComplete: 'current-password' | 'new-password'
  ref?: ComponentProps<'input'>['ref']
}

/** A password with a button that shows it. Pasting and password managers work. */
export function PasswordField({ label, rule, hint, error, ...input }: PasswordFieldProps) {
  const field = useFormField(input.name)
  const [isShown, setShown] = useState(false)
  const [isCapsLockOn, setCapsLockOn] = useState(false)
  const noticeCapsLock = (event: KeyboardEvent) => {
    setCapsLockOn(event.getModifierState('CapsLock'))
  }
  return (
    <FieldFrame
      label={label}
      rule={isCapsLockOn ? undefined : rule}
      hint={isCapsLockOn ? 'Caps Lock is on.' : hint}
      error={error ?? field.error}
    >
      {(described) => (
        <div className="relative">
          <input
            {...input}
            {...described}
            type={isShown ? 'text' : 'password'}
            required
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            onKeyDown={noticeCapsLock}
            onKeyUp={noticeCapsLock}
            onBlur={() => setCapsLockOn(false)}
            className="input pr-16"
          />
          <button
            type="button"
            onClick={() => setShown(!isShown)}
            className="input-aside needs-script"
          >
            {/* Keyed: a translator may have replaced the text that React would change. */}
            <span key={String(isShown)}>{isShown ? 'Hide' : 'Show'}</span>{' '}
            <span className="sr-only">password</span>
          </button>
        </div>
      )}
    </FieldFrame>
  )
}
