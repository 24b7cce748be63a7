import { PLAIN_PAGE_POLICY } from '@/lib/http/content-security-policy'
import { sentenceFor } from '@/lib/platform/errors'
import { UNAVAILABLE_RETRY_AFTER_SECONDS, type Dependency } from '@/lib/platform/unavailable'
import { product } from '@/lib/product'

const CANNOT: Readonly<Record<Dependency, string>> = {
  database: 'reach its database',
  hashing: 'check passwords',
}

type PageLink = { href: string; text: string }

/**
 * A page that needs nothing but its own HTML and a style sheet, for responses outside React.
 *
 * @param sentence trusted plain text
 */
function plainHtml(sentence: string, link?: PageLink): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    '<link rel="stylesheet" href="/plain.css"><link rel="icon" href="/icon.svg">',
    `<title>${product.name}</title></head><body><main><h1>${product.name}</h1><p role="alert">${sentence}</p>`,
    link ? `<p><a href="${link.href}">${link.text}</a></p>` : '',
    '</main></body></html>',
  ].join('')
}

/** The same as an answer. */
export function plainPage(
  status: number,
  sentence: string,
  options: { retryAfterSeconds?: number; link?: PageLink } = {},
): Response {
  const { retryAfterSeconds, link } = options
  return new Response(plainHtml(sentence, link), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': PLAIN_PAGE_POLICY,
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
  })
}

/** A page that asks for itself again, at once, as a request of this site. */
export function reloadPage(): Response {
  const answer = plainPage(200, 'One moment…', { link: { href: '', text: 'Continue' } })
  answer.headers.set('Refresh', '0')
  return answer
}

/** 503: a dependency is down. The user stays signed in and can try again. */
export function unavailablePage(dependency: Dependency): Response {
  const sentence =
    `${product.name} cannot ${CANNOT[dependency]} right now. Nothing is lost and nobody was signed ` +
    'out. Try again in a few seconds.'
  return plainPage(503, sentence, { retryAfterSeconds: UNAVAILABLE_RETRY_AFTER_SECONDS })
}

/**
 * For a form of an earlier build, sent without a script: what it asks for is not there any more.
 *
 * @param path of the form, as it was sent
 */
export function outdatedPage(path: string): string {
  // Into an attribute goes no more than the paths of our pages are made of.
  const href = /^[\w/-]+$/.test(path) ? path : '/'
  return plainHtml(sentenceFor({ code: 'page_outdated' }), { href, text: 'Reload' })
}
