/** How a session was opened, as its row says it. */
export const SIGN_IN_METHODS = [
  'password',
  'password+totp',
  'password+recovery',
  'password+passkey',
  'passkey',
  'trusted browser',
] as const

export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

const LABELS: Record<SignInMethod, string> = {
  password: 'Password',
  'password+totp': 'Password and authenticator app',
  'password+recovery': 'Password and recovery code',
  'password+passkey': 'Password and passkey',
  passkey: 'Passkey',
  'trusted browser': 'Password in a trusted browser',
}

/** @param method from a row, which another version may have written */
export function signInMethodLabel(method: string): string {
  return isSignInMethod(method) ? LABELS[method] : method
}

/** Those that somebody used who may have no passkey in this browser. A trusted browser proves too little. */
const WITHOUT_PASSKEY: readonly string[] = [
  'password',
  'password+totp',
  'password+recovery',
] satisfies SignInMethod[]

/** Whether a password was typed, and no passkey used. */
export function isWithoutPasskey(method: string): boolean {
  return WITHOUT_PASSKEY.includes(method)
}

function isSignInMethod(method: string): method is SignInMethod {
  return SIGN_IN_METHODS.some((one) => one === method)
}
