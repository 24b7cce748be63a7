import { TextField } from '@/components/ui/field'

/** The code an authenticator app shows. Pasted spaces do no harm, so no length is set. */
export function AuthenticationCodeField() {
  return (
    <TextField
      name="code"
      label="Authentication code"
      hint="Six digits from your authenticator app"
      autoComplete="one-time-code"
      inputMode="numeric"
      spellCheck={false}
      required
    />
  )
}
