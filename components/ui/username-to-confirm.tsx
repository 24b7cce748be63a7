import { TextField } from './field'

/** What somebody types to show that they mean this account and no other. */
export function UsernameToConfirm({ username }: { username: string }) {
  return (
    <TextField
      name="username"
      label={`Enter the username “${username}” to confirm`}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
    />
  )
}
