import { TYPED_SIGN_UP } from '../../setup/typed-sign-up'

let made = 0

/** Unique sign-up values. */
export function signUpValues() {
  made += 1
  return {
    ...TYPED_SIGN_UP,
    name: 'New Person',
    username: `new-${made}`,
    email: `new-${made}@example.org`,
    password: 'copper kettle midnight',
  }
}
