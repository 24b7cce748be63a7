import { product } from '@/lib/product'
import { days } from '@/lib/domain/time'

/** What a program may do with a token: read, or read and change. */
export const TOKEN_SCOPES = ['read', 'write'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

export const SCOPE_LABELS: Readonly<Record<TokenScope, string>> = {
  read: 'Read',
  write: 'Read and write',
}

/** Every token expires. In days, with the label shown. */
export const TOKEN_LIFETIMES = {
  '7': '7 days',
  '30': '30 days',
  '90': '90 days',
  '365': '1 year',
} as const
export type TokenLifetime = keyof typeof TOKEN_LIFETIMES

export const DEFAULT_TOKEN_LIFETIME: TokenLifetime = '30'

/** The most active tokens of one user. */
export const TOKENS_MAX = 50

/** How much later a use is before it is recorded again, so that a busy program causes few writes. */
export const USE_RECORDED_EVERY_MS = 60_000

export function lifetimeMs(lifetime: TokenLifetime): number {
  return days(Number(lifetime))
}

/** Whether a token's scope includes another: writing includes reading. */
export function includesScope(granted: TokenScope, asked: TokenScope): boolean {
  return granted === 'write' || asked === 'read'
}

const SECRET_LENGTH = 43
const PREFIX = `${product.slug}_`

/** As shown to its owner. The prefix lets scanners find tokens that were published by accident. */
export function shownToken(secret: string): string {
  return `${PREFIX}${secret}`
}

/**
 * The secret in an `Authorization` header, with whatever prefix the product had when it was issued.
 *
 * @returns `none` without a bearer credential, null when it cannot be a token
 */
export function bearerSecret(header: string | null): string | null | 'none' {
  if (header === null || !/^bearer(\s|$)/i.test(header)) return 'none'
  const [, secret] = /^bearer +[a-z0-9-]{1,40}_([\w-]+)$/i.exec(header) ?? []
  return secret?.length === SECRET_LENGTH ? secret : null
}
