import { asciiDomain } from './email-domain'
import { AROUND } from './identifiers'

/** Search text with the domain after an `@` in the form in which emails are stored. */
export function searchedText(text: string): string {
  const trimmed = text.replace(AROUND, '')
  const at = trimmed.lastIndexOf('@') + 1
  const domain = at === 0 ? null : asciiDomain(trimmed.slice(at))
  return domain === null ? trimmed : `${trimmed.slice(0, at)}${domain}`
}
