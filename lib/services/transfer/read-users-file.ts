import { readCsv } from '@/lib/domain/transfer/csv'
import { fieldsOf, type FieldName } from '@/lib/domain/transfer/user-fields'

/** One user of a file, as text. */
export type RawUser = {
  /** For messages: `Line 4` of a CSV file, `User 4` of a JSON file. */
  where: string
  fields: Partial<Record<FieldName, string>>
  /** The password of a Keycloak realm export. */
  keycloak?: { secretData: unknown; credentialData: unknown }
}

export type UsersFile = { users: RawUser[] } | { problem: string }

/** A million users, roughly. What is larger can be split. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024

const UTF16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
]

/** Reads a file of users: JSON if it begins like it, CSV with a header otherwise. */
export function readUsersFile(bytes: Uint8Array): UsersFile {
  if (bytes.length > MAX_FILE_BYTES) {
    return { problem: 'The file has more than 256 MB. Split it, and import the parts in turn.' }
  }
  if (UTF16.some(([first, second]) => bytes[0] === first && bytes[1] === second)) {
    return { problem: 'The file is in UTF-16. Save it as UTF-8.' }
  }
  const text = decoded(bytes)
  if (text === null) return { problem: 'The file is not in UTF-8. Save it as UTF-8.' }
  if (text.includes('\0')) return { problem: 'The file contains NUL bytes: it is not a text file.' }
  const read = /^\s*[[{]/.test(text) ? readJson(text) : readTable(text)
  if ('users' in read && read.users.length === 0) return { problem: 'The file contains no users.' }
  return read
}

/** Without a byte order mark; null unless it is UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function readTable(text: string): UsersFile {
  const rows = readCsv(text)
  if ('unclosedQuoteOnLine' in rows) {
    const line = rows.unclosedQuoteOnLine
    return { problem: `Line ${line}: a quoted value does not end, or is followed by more.` }
  }
  const [header, ...rest] = rows
  if (!header) return { problem: 'The file is empty.' }
  const columns = fieldsOf(header.cells)
  if (columns.email === undefined) {
    return { problem: 'The first line must name the columns, one of them "email".' }
  }
  const entries = Object.entries(columns) as [FieldName, number][]
  const users = rest.map(({ line, cells }) => ({
    where: `Line ${line}`,
    fields: Object.fromEntries(entries.map(([field, at]) => [field, cells[at] ?? ''])),
  }))
  return { users }
}

function readJson(text: string): UsersFile {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    return { problem: `The file is not valid JSON: ${(error as Error).message.slice(0, 200)}` }
  }
  const list = Array.isArray(content) ? content : (content as { users?: unknown }).users
  if (!Array.isArray(list)) {
    return { problem: 'A JSON file must be a list of users, or an object with a list "users".' }
  }
  return { users: list.map((entry, index) => rawUser(entry, `User ${index + 1}`)) }
}

function rawUser(entry: unknown, where: string): RawUser {
  const object = typeof entry === 'object' && entry !== null ? { ...entry } : {}
  const keys = Object.keys(object)
  const values: unknown[] = Object.values(object)
  const fields = Object.fromEntries(
    (Object.entries(fieldsOf(keys)) as [FieldName, number][]).map(([field, at]) => [
      field,
      textOf(values[at]),
    ]),
  )
  const keycloak = keycloakOf((object as { credentials?: unknown }).credentials)
  return { where, fields, ...(keycloak ? { keycloak } : {}) }
}

function textOf(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''
}

function keycloakOf(credentials: unknown): RawUser['keycloak'] | null {
  if (!Array.isArray(credentials)) return null
  const all = credentials as ({
    type?: unknown
    secretData?: unknown
    credentialData?: unknown
  } | null)[]
  const password = all.find((one) => one?.type === 'password')
  if (!password) return null
  const { secretData, credentialData } = password
  return { secretData, credentialData }
}
