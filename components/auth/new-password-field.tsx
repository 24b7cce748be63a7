'use client'

import { PasswordField } from '@/components/ui/password-field'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import type { Strength } from './password-strength'
import { usePasswordStrength } from './use-password-strength'

/** How many of the five bars each rating fills. */
const MARKS: Record<Strength, number> = {
  'too short': 0,
  'very weak': 1,
  weak: 2,
  fair: 3,
  good: 4,
  strong: 5,
}

/** A new password, with its requirements and an estimate of its strength while typing. */
export function NewPasswordField({ name, label }: { name: string; label: string }) {
  const { strength, note } = usePasswordStrength(name)
  return (
    <div onInput={note}>
      <PasswordField
        name={name}
        label={label}
        rule={`At least ${PASSWORD_MIN} characters. Spaces and emoji are fine.`}
        autoComplete="new-password"
      />
      <p
        aria-live="polite"
        className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm not-empty:mt-1.5"
      >
        {strength && (
          <>
            <span className="whitespace-nowrap">
              <span className="text-muted">Strength: </span>
              {/* Keyed: a translator may have replaced the text that React would change. */}
              <span key={strength}>{strength}</span>
            </span>
            <Marks reached={MARKS[strength]} />
          </>
        )}
      </p>
    </div>
  )
}

/** The same as bars. The text says it too, so nothing depends on colour. */
function Marks({ reached }: { reached: number }) {
  return (
    <span aria-hidden="true" className="flex gap-1">
      {[1, 2, 3, 4, 5].map((mark) => (
        <span
          key={mark}
          className={`gauge-mark h-1.5 w-6 rounded-full ${mark <= reached ? 'bg-accent' : 'bg-line'}`}
        />
      ))}
    </span>
  )
}
