import { Masked } from './masked'
import { RECORDED_PATHS } from './recorded-paths'

/** The kinds of value that may be recorded. There is none for text that a user typed. */
export type Kind =
  | { is: 'flag' }
  | { is: 'count' }
  /** Milliseconds since the Unix epoch. */
  | { is: 'moment' }
  | { is: 'word'; words: readonly string[] }
  | { is: 'path' }
  | { is: 'masked' }

export type RecordedValue = string | number | boolean

export const flag: Kind = { is: 'flag' }
export const count: Kind = { is: 'count' }
export const moment: Kind = { is: 'moment' }
export const masked: Kind = { is: 'masked' }
export const path: Kind = { is: 'path' }
export const word = (...words: readonly string[]): Kind => ({ is: 'word', words })

/** Replaces a path that is not a route, because a user may have typed anything there. */
const OTHER_PATH = '/…'

/** The route of a path, without its query and without anything that only one request has. */
function routeOf(text: string): string {
  const [pathname = ''] = text.split(/[?#]/)
  if (RECORDED_PATHS.has(pathname)) return pathname
  if (pathname.startsWith('/admin/users/')) return '/admin/users/[id]'
  if (pathname.startsWith('/inspector/runs/')) return '/inspector/runs/[id]'
  return pathname.startsWith('/mailbox/') ? '/mailbox/[id]' : OTHER_PATH
}

/** @returns undefined for a value of another kind, which is then not recorded */
export function admit(kind: Kind, value: unknown): RecordedValue | undefined {
  switch (kind.is) {
    case 'flag':
      return typeof value === 'boolean' ? value : undefined
    case 'count':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined
    case 'moment':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : undefined
    case 'word':
      return typeof value === 'string' && kind.words.includes(value) ? value : undefined
    case 'path':
      return typeof value === 'string' ? routeOf(value) : undefined
    case 'masked':
      return value instanceof Masked ? value.text : undefined
  }
}
