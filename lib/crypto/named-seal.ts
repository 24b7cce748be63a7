import { createHmac } from 'node:crypto'
import { purposeKeys, type KeyPurpose } from './purpose-key'
import { seal, unseal } from './seal'

const NAME_LENGTH = 12

/** A sealed text with the name of its key, for data that is kept longer than a secret is. */
export type NamedSeal = { sealed: string; keyName: string }

/** The names of the keys of a purpose, in the order of their secrets: the first seals. */
export function keyNames(purpose: KeyPurpose, secrets?: readonly string[]): string[] {
  return purposeKeys(purpose, secrets).map(nameOf)
}

/** As {@link seal}, with the name of the key. */
export function sealNamed(
  purpose: KeyPurpose,
  text: string,
  secrets?: readonly string[],
): NamedSeal {
  const [keyName = ''] = keyNames(purpose, secrets)
  return { sealed: seal(purpose, text, secrets), keyName }
}

/**
 * As {@link unseal}.
 *
 * @returns null when the key is lost, which is not the fault of whoever asks
 */
export function unsealNamed(
  purpose: KeyPurpose,
  { sealed, keyName }: NamedSeal,
  secrets?: readonly string[],
): { text: string; isNewestKey: boolean } | null {
  const names = keyNames(purpose, secrets)
  const text = names.includes(keyName) ? unseal(purpose, sealed, secrets) : null
  return text === null ? null : { text, isNewestKey: names[0] === keyName }
}

/** A fingerprint that identifies a key and reveals nothing about it. */
function nameOf(key: Buffer): string {
  return createHmac('sha256', key).update('name').digest('hex').slice(0, NAME_LENGTH)
}
