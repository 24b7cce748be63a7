import { readFile } from 'node:fs/promises'
import type { FirebaseParameters } from '@/lib/password/imported/read-foreign-hash'
import { CommandFailed } from './command'

/**
 * Reads what Firebase's console shows under "Password hash parameters", as it is copied from there:
 * `hash_config { algorithm: SCRYPT, base64_signer_key: …, … }`.
 *
 * @throws CommandFailed when one of the four is missing
 */
export async function readFirebaseParameters(path: string): Promise<FirebaseParameters> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandFailed(`--firebase: There is no file "${path}".`)
  })
  const value = (name: string) => {
    const found = new RegExp(`\\b${name}"?\\s*[:=]\\s*"?([A-Za-z0-9+/=_-]+)`).exec(text)?.[1]
    if (found === undefined) throw new CommandFailed(`--firebase: The file does not say ${name}.`)
    return found
  }
  return {
    signerKey: Buffer.from(value('base64_signer_key'), 'base64'),
    saltSeparator: Buffer.from(value('base64_salt_separator'), 'base64'),
    rounds: Number(value('rounds')),
    memoryCost: Number(value('mem_cost')),
  }
}
