/** The password of every demo account. */
export const DEMO_PASSWORD = 'lantern ladder lagoon'

/** Made by `npm run demo` and `npm run dev`; never by `npm start`. */
export const DEMO_ACCOUNTS = [
  {
    email: 'user@example.com',
    username: 'user',
    name: 'Demo User',
    role: 'USER',
    state: 'active',
  },
  {
    email: 'admin@example.com',
    username: 'admin',
    name: 'Demo Admin',
    role: 'ADMIN',
    state: 'active',
  },
  {
    email: 'disabled@example.com',
    username: 'disabled',
    name: 'Disabled Account',
    role: 'USER',
    state: 'disabled',
  },
  {
    email: 'unverified@example.com',
    username: 'unverified',
    name: 'Unverified Account',
    role: 'USER',
    state: 'unverified',
  },
  {
    email: 'twofactor@example.com',
    username: 'twofactor',
    name: 'Two-factor User',
    role: 'USER',
    state: 'two-factor',
  },
] as const

/** The authenticator app and the recovery codes of the one account with two-factor. */
export const DEMO_TWO_FACTOR = {
  secret: 'LATCHKEYDEMOSECRETLATCHKEYDEMOSEC',
  recoveryCodes: Array.from(
    { length: 10 },
    (_value, index) => `dem0-c0de-dem0-c0de-dem0-${String(index).padStart(4, '0')}`,
  ),
} as const
