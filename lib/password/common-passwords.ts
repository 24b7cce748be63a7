import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip as gunzipWithCallback } from 'node:zlib'
import { normalisePassword } from '@/lib/domain/passwords/password-policy'
import { passwordCores } from '@/lib/domain/passwords/predictable-password'

/**
 * Mozilla's copy of the first million of the 10 million list, in lower case, a line break before and after
 * each. Made by scripts/bootstrap.mjs.
 */
const LIST = 'lib/password/generated/common-passwords.gz'

const gunzip = promisify(gunzipWithCallback)

let list: Promise<Buffer> | undefined

/**
 * Whether a password is one of the million most common, in any letter case, or one of them stretched by
 * repetition or by a run such as `12345678`.
 *
 * The list is loaded on first use and kept as 8 MB of text: a search takes a few milliseconds, while a
 * set of strings would take ten times the memory.
 *
 * @throws when there is no list
 */
export async function isCommonPassword(plain: string): Promise<boolean> {
  const password = normalisePassword(plain)
  if (password === null) return false
  const lines = await (list ??= readList())
  return passwordCores(password).some((core) => core === '' || lines.includes(`\n${core}\n`))
}

async function readList(): Promise<Buffer> {
  try {
    return await gunzip(await readFile(path.join(process.cwd(), LIST)))
  } catch (error) {
    list = undefined
    throw error
  }
}
