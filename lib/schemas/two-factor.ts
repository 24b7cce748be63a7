import * as z from 'zod'
import { normaliseRecoveryCode } from '@/lib/domain/two-factor/recovery-codes'
import { isTotpCode } from '@/lib/domain/two-factor/totp'
import { checkbox } from './fields'
import { passkeyAnswerSchema, type AssertionAnswer } from './passkeys'

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

/** A code of the app, a recovery code, or a passkey's answer. */
export type SecondFactorInput =
  { code: string } | { recoveryCode: string } | { passkey: AssertionAnswer }

const FIELDS = { code: codeField, recoveryCode: recoveryCodeField }

/** Exactly one of the fields; one that was left empty beside a passkey is none. */
export const secondFactorSchema = z
  .object({
    code: z.unknown().optional(),
    recoveryCode: z.unknown().optional(),
    passkey: z.unknown().optional(),
  })
  .transform((sent, context): SecondFactorInput => {
    if (sent.passkey !== undefined) return passkeyIn(sent, context)
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

function passkeyIn(
  {
    passkey,
    code = '',
    recoveryCode = '',
  }: { passkey?: unknown; code?: unknown; recoveryCode?: unknown },
  context: z.core.$RefinementCtx,
): SecondFactorInput {
  const parsed = passkeyAnswerSchema.safeParse({ passkey })
  if (parsed.success && code === '' && recoveryCode === '') return parsed.data
  const needsScript = parsed.error?.issues[0]?.message === 'passkey_needs_script'
  const message = needsScript ? 'passkey_needs_script' : 'passkey_failed'
  context.issues.push({ code: 'custom', message, path: ['passkey'], input: passkey })
  return z.NEVER
}

export const secondStepSchema = z.intersection(secondFactorSchema, z.object({ trust: checkbox }))

export const turnOnSchema = z.object({ code: codeField })

export const trustedBrowserSchema = z.object({ browser: z.uuid() })
