import * as z from 'zod'
import { TOKEN_LIFETIMES, TOKEN_SCOPES, type TokenLifetime } from '@/lib/domain/tokens/api-token'
import { nameField } from './fields'

const LIFETIMES = Object.keys(TOKEN_LIFETIMES) as TokenLifetime[]

export const createTokenSchema = z.object({
  name: nameField,
  scope: z.enum(TOKEN_SCOPES, { error: 'Choose what the token may do.' }),
  expires: z.enum(LIFETIMES, { error: 'Choose when the token expires.' }),
})

export type CreateTokenInput = z.output<typeof createTokenSchema>

export const tokenIdSchema = z.object({ token: z.uuid() })
