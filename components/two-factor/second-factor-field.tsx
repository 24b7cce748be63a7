'use client'

import { TextField } from '@/components/ui/field'
import { TextLink } from '@/components/ui/text-link'
import { AuthenticationCodeField } from './authentication-code-field'
import type { SecondFactorKind } from './second-factor-kind'

/** A code of the authenticator app, or a recovery code. */
export function SecondFactorField({
  kind,
  otherHref,
}: {
  kind: SecondFactorKind
  /** The same page with the other input; a page of its own, so that it works without JavaScript. */
  otherHref: string
}) {
  const isRecovery = kind === 'recovery'
  return (
    <div className="grid gap-1.5">
      {isRecovery ? (
        <TextField
          name="recoveryCode"
          label="Recovery code"
          hint="Each one works once"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
        />
      ) : (
        <AuthenticationCodeField />
      )}
      <p className="text-sm">
        <TextLink href={otherHref}>
          {isRecovery ? 'Use an authentication code' : 'Use a recovery code'}
        </TextLink>
      </p>
    </div>
  )
}
