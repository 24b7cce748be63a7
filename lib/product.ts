/**
 * What the product is called, everywhere: pages, mails, cookies, downloads, the command line.
 * `npm run rename -- "Your Name"` rewrites this file, and whatever cannot read it.
 */
export const product = {
  name: 'Latchkey',
  /** Under every page, after the name. */
  tagline: 'a password sign-in you can see through.',
  /** For search engines and link previews. */
  description:
    'A password sign-in for Next.js that is finished, hardened, and that you can see through.',
  /** The name for machines: in names of downloads, internal headers and user agents. a–z, 0–9, -. */
  slug: 'latchkey',
  /** Before every cookie's name. Changing it signs everybody out. a–z, 0–9, -. */
  cookiePrefix: 'latchkey',
  /** The sender of all mail where `MAIL_FROM` is not set. */
  mailFrom: 'Latchkey <no-reply@localhost>',
} as const
