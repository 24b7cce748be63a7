import type { z } from 'zod'
import type { Mail } from './mail'
import { siteUrl } from './site-url'
import { lifetimeInWords } from './words'

/**
 * One kind of email. `compose` takes data as stored in the outbox, so it parses it first.
 *
 * @typeParam Data what the email shows, without secrets
 * @typeParam Linked whether it carries a link with a token
 */
export type Template<Data, Linked extends boolean> = {
  linked: Linked
  parse: (data: unknown) => Data
  /** @throws ZodError when the data does not match the schema */
  compose: (data: unknown, token: string | null) => Mail
}

export type MailLink = {
  /** Null once the token has been erased. */
  href: string | null
  /** "30 minutes" */
  lifetime: string
}

/** An email without a token. */
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
 * An email with a single-use link.
 *
 * @param destination.path the page that takes the token
 * @param destination.lifetimeSeconds how long the token lives; read when the email is composed
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
