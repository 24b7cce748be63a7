/**
 * The product's name in pages, mails, cookies, downloads and the command line. `npm run rename --
 * "Your Name"` changes it here and in files that cannot import it.
 */
export const product = {
  name: 'Latchkey',
  /** Shown in the footer, after the name. */
  tagline: 'a password sign-in you can see through.',
  /** For search engines and link previews. */
  description:
    'A password sign-in for Next.js that is finished, hardened, and that you can see through.',
  /** Where the code is published, such as https://github.com/acme/notes: linked from the landing page. */
  repository: null as string | null,
  /** The machine-readable name, for downloads, internal headers and user agents. a–z, 0–9, -. */
  slug: 'latchkey',
  /** The prefix of every cookie. Changing it signs everyone out. a–z, 0–9, -. */
  cookiePrefix: 'latchkey',
  /** The sender of all mail unless `MAIL_FROM` is set. */
  mailFrom: 'Latchkey <no-reply@localhost>',
} as const
