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
] as const
