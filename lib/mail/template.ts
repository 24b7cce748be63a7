import type { z } from 'zod'
import type { Mail } from './mail'
import { siteUrl } from './site-url'
import { lifetimeInWords } from './words'

/**
 * One kind of mail. `compose` takes data as the outbox kept it, so it parses before it writes.
 *
 * @typeParam Data what the mail shows, without secrets
 * @typeParam Linked whether it carries a link with a token
 */
export type Template<Data, Linked extends boolean> = {
  linked: Linked
  parse: (data: unknown) => Data
  /** @throws ZodError when the data is not this template's */
  compose: (data: unknown, token: string | null) => Mail
}

export type MailLink = {
  /** Null once the token has been erased. */
  href: string | null
  /** "30 minutes" */
  lifetime: string
}

/** A mail that tells something. */
export function plainTemplate<Data>(
  schema: z.ZodType<Data>,
  compose: (data: Data) => Mail,
): Template<Data, false> {
  return {
    linked: false,
    parse: (data) => schema.parse(data),
    compose: (data) => compose(schema.parse(data)),
  }
}

/**
 * A mail with a link that does something, once.
 *
 * @param destination.path the page that takes the token
 * @param destination.lifetimeSeconds how long the token lives; asked when the mail is made
 */
export function linkTemplate<Data>(
  schema: z.ZodType<Data>,
  destination: { path: `/${string}`; lifetimeSeconds: () => number },
  compose: (data: Data, link: MailLink) => Mail,
): Template<Data, true> {
  return {
    linked: true,
    parse: (data) => schema.parse(data),
    compose: (data, token) =>
      compose(schema.parse(data), {
        href: token === null ? null : siteUrl(`${destination.path}?token=${token}`),
        lifetime: lifetimeInWords(destination.lifetimeSeconds()),
      }),
  }
}
