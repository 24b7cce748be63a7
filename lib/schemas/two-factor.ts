import { z } from 'zod'
import { normaliseRecoveryCode } from '@/lib/domain/two-factor/recovery-codes'
import { isTotpCode } from '@/lib/domain/two-factor/totp'
import { checkbox } from './fields'

/** Longer than any code with the spaces and dashes people type between its parts. */
const MAX_TYPED_LENGTH = 100

const typedCode = z
  .string({ error: 'two_factor_invalid' })
  .refine((text) => text.trim() !== '', { error: 'two_factor_required', abort: true })
  .max(MAX_TYPED_LENGTH, { error: 'two_factor_invalid', abort: true })

/** Six digits, with any spaces or dashes between them. */
const codeField = typedCode
  .transform((text) => text.replace(/[\s-]/g, ''))
  .refine(isTotpCode, { error: 'two_factor_invalid' })

const recoveryCodeField = typedCode.transform((text, context) => {
  const code = normaliseRecoveryCode(text)
  if (code === null) context.addIssue('two_factor_invalid')
  return code ?? z.NEVER
})

/** A code of the app, or a recovery code. */
export type SecondFactorInput = { code: string } | { recoveryCode: string }

const FIELDS = { code: codeField, recoveryCode: recoveryCodeField }

/** Exactly one of the two fields. */
export const secondFactorSchema = z
  .object({ code: z.unknown().optional(), recoveryCode: z.unknown().optional() })
  .transform((sent, context): SecondFactorInput => {
    const name = sent.recoveryCode === undefined ? 'code' : 'recoveryCode'
    const other = name === 'code' ? undefined : sent.code
    const parsed = FIELDS[name].safeParse(sent[name])
    if (parsed.success && other === undefined) {
      return name === 'code' ? { code: parsed.data } : { recoveryCode: parsed.data }
    }
    const [issue] = parsed.error?.issues ?? []
    const isMissing = sent[name] === undefined || issue?.message === 'two_factor_required'
    const message = isMissing ? 'two_factor_required' : 'two_factor_invalid'
    context.addIssue({ code: 'custom', message, path: [name] })
    return z.NEVER
  })

export const secondStepSchema = z.intersection(secondFactorSchema, z.object({ trust: checkbox }))

export const turnOnSchema = z.object({ code: codeField })

export const trustedBrowserSchema = z.object({ browser: z.uuid() })
