import type { CookieName } from '@/lib/domain/site/cookie-names'

export type CookieFacts = {
  purpose: string
  /** When the browser gets it. */
  appears: string
  /** Signed, encrypted or plain. */
  content: string
  /** How long it lives by our configuration. */
  life: string
}

/** What each cookie is for. */
export const COOKIE_CATALOGUE: Record<CookieName, CookieFacts> = {
  session: {
    purpose: 'Carries the token that names your session.',
    appears: 'With a successful sign-in.',
    content: 'Encrypted: only the server can read it.',
    life: 'until the session’s absolute end',
  },
  csrf: {
    purpose: 'One half of the CSRF check.',
    appears: 'Before any sign-in, with the first answer of Auth.js.',
    content: 'Not secret from you: a random token and its hash, which only the server can compute.',
    life: 'until the browser closes',
  },
  callback: {
    purpose: 'The URL to continue at after signing in.',
    appears: 'Before any sign-in, with the first answer of Auth.js.',
    content: 'Plain: a URL on this site.',
    life: 'until the browser closes',
  },
  trace: {
    purpose: 'Names this recording. Only the inspector sets it.',
    appears: 'Before any sign-in, when you open this page.',
    content: 'Signed: it cannot be forged.',
    life: 'one hour',
  },
  device: {
    purpose: 'Keeps failed attempts of others from locking this browser out. Signs nobody in.',
    appears: 'With the first successful sign-in. It stays after signing out.',
    content: 'Encrypted.',
    life: '400 days',
  },
  link: {
    purpose: 'A sealed reference to the mailed link that you opened, in place of its token.',
    appears: 'When you open a mailed link, signed in or not.',
    content: 'Encrypted.',
    life: 'as long as such a link can be valid, up to seven days',
  },
  draft: {
    purpose: 'What you typed into a form, while you confirm your password. Never a secret.',
    appears: 'When a form sends you to confirm your password.',
    content: 'Encrypted, and bound to your session and the page.',
    life: 'ten minutes, or until the form is sent',
  },
  'two-factor': {
    purpose: 'Remembers that the password was right, between the two steps. Signs nobody in.',
    appears: 'After a correct password, where a second step is required. Cleared by the second.',
    content: 'Encrypted.',
    life: 'five minutes',
  },
  bound: {
    purpose: 'Shows that the session is still on its device, where the browser can bind it.',
    appears: 'After a sign-in, when the browser has made a key. It changes with every refresh.',
    content: 'Not secret from you: a random value, of which the server keeps a hash.',
    life: 'ten minutes; the browser renews it with its key',
  },
  theme: {
    purpose: 'Light or dark.',
    appears: 'When you choose a theme, signed in or not.',
    content: 'Plain: one word.',
    life: 'one year',
  },
}
