import { parseUrl } from '@/lib/domain/parse-url'
import punycode from 'punycode.js'

/** Letters and digits of any script, hyphens and dots; no other dot, and nothing invisible. */
const DOMAIN_TEXT = /^[\p{L}\p{M}\p{N}.-]+$/u

/**
 * The spelling under which a domain is stored and mailed to: lower case, and ASCII as the domain name
 * system has it (`münchen.example` is `xn--mnchen-3ya.example`).
 *
 * A character that is only a variant of others (full-width, a ligature, a Kelvin sign) is refused: two
 * addresses that look different must not be one, nor the other way round.
 *
 * @returns null for what cannot be a domain's text; whether mail goes there is another question
 * @see UTS 46, which WHATWG's URL parser applies, and TR 36 about look-alikes
 */
export function asciiDomain(text: string): string | null {
  if (/^[\x21-\x7e]*$/.test(text)) return text.toLowerCase()
  const composed = text.normalize('NFC')
  const isPlain = composed === text.normalize('NFKC') && asciiCount(composed) <= asciiCount(text)
  if (!isPlain || !DOMAIN_TEXT.test(composed)) return null
  return parseUrl(`https://${composed}`)?.hostname ?? null
}

const asciiCount = (text: string) => text.match(/[\x21-\x7e]/g)?.length ?? 0

/**
 * A domain as people write it. A label whose scripts are mixed, as in look-alikes of well-known names,
 * stays in ASCII; so does one that would not lead back to itself.
 */
export function shownDomain(domain: string): string {
  return domain
    .split('.')
    .map((label) => {
      const unicode = unicodeLabel(label)
      return unicode !== null && isOfOneScript(unicode) && asciiDomain(unicode) === label
        ? unicode
        : label
    })
    .join('.')
}

/** @returns the letters of a label such as `xn--mnchen-3ya`; null when it has no such form */
function unicodeLabel(label: string): string | null {
  if (!label.startsWith('xn--')) return null
  try {
    return punycode.decode(label.slice('xn--'.length))
  } catch {
    return null
  }
}

/** One of these fits a label that is written in one script, or as Chinese, Japanese and Korean are. */
const SCRIPTS = [
  /^[\p{Script=Latin}\p{M}0-9-]+$/u,
  /^[\p{Script=Cyrillic}\p{M}0-9-]+$/u,
  /^[\p{Script=Greek}\p{M}0-9-]+$/u,
  /^[\p{Script=Arabic}\p{M}0-9-]+$/u,
  /^[\p{Script=Hebrew}\p{M}0-9-]+$/u,
  /^[\p{Script=Armenian}\p{M}0-9-]+$/u,
  /^[\p{Script=Georgian}\p{M}0-9-]+$/u,
  /^[\p{Script=Thai}\p{M}0-9-]+$/u,
  /^[\p{Script=Devanagari}\p{M}0-9-]+$/u,
  /^[\p{Script=Bengali}\p{M}0-9-]+$/u,
  /^[\p{Script=Tamil}\p{M}0-9-]+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{M}ー々0-9-]+$/u,
]

function isOfOneScript(label: string): boolean {
  return SCRIPTS.some((pattern) => pattern.test(label))
}
