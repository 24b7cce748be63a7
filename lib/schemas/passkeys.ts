import * as z from 'zod'
import { NAME_RULE, normaliseName } from '@/lib/domain/accounts/identifiers'
import { checkbox, pathField } from './fields'

/*
 * Answers of passkeys, as browsers write them (`PublicKeyCredential.toJSON()`) and forms carry them: JSON
 * in one text field. Everything is limited before it is decoded.
 */

const MAX_ANSWER_LENGTH = 16_000

/** WebAuthn Level 3, 5.8.3: at most 1023 bytes. */
const MAX_ID_LENGTH = 1364
const MAX_CLIENT_DATA_LENGTH = 4000
const MAX_AUTHENTICATOR_DATA_LENGTH = 4000
const MAX_ATTESTATION_LENGTH = 12_000
const MAX_SIGNATURE_LENGTH = 2000
/** 64 bytes. */
const MAX_USER_HANDLE_LENGTH = 86
const MAX_TRANSPORTS = 10
const MAX_TRANSPORT_LENGTH = 40

const base64url = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/)

const credential = {
  id: base64url(MAX_ID_LENGTH),
  rawId: base64url(MAX_ID_LENGTH),
  type: z.literal('public-key'),
}

const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(MAX_CLIENT_DATA_LENGTH),
    attestationObject: base64url(MAX_ATTESTATION_LENGTH),
    transports: z
      .array(
        z
          .string()
          .max(MAX_TRANSPORT_LENGTH)
          .regex(/^[a-z-]+$/),
      )
      .max(MAX_TRANSPORTS)
      .catch([]),
  }),
})

const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(MAX_CLIENT_DATA_LENGTH),
    authenticatorData: base64url(MAX_AUTHENTICATOR_DATA_LENGTH),
    signature: base64url(MAX_SIGNATURE_LENGTH),
    userHandle: base64url(MAX_USER_HANDLE_LENGTH).nullish(),
  }),
})

/** JSON in a text field. Empty where no script has filled it in. */
const answerField = <Schema extends z.ZodType>(
  schema: Schema,
  whenEmpty: 'passkey_needs_script' | 'passkey_add_needs_script' = 'passkey_needs_script',
) =>
  z
    .string({ error: 'passkey_failed' })
    .refine((text) => text !== '', { error: whenEmpty, abort: true })
    .max(MAX_ANSWER_LENGTH, { error: 'passkey_failed', abort: true })
    .transform((text, context): z.output<Schema> => {
      const parsed = schema.safeParse(parsedJson(text))
      if (parsed.success) return parsed.data
      context.addIssue('passkey_failed')
      return z.NEVER
    })

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

export type RegistrationAnswer = z.output<typeof registration>
export type AssertionAnswer = z.output<typeof assertion>

export const addPasskeySchema = z.object({
  passkey: answerField(registration, 'passkey_add_needs_script'),
})

export const passkeyAnswerSchema = z.object({ passkey: answerField(assertion) })

export const passkeySignInSchema = z.object({
  passkey: answerField(assertion),
  remember: checkbox,
})

export const confirmWithPasskeySchema = passkeyAnswerSchema.extend({ callbackUrl: pathField })

const NAME_MISSING = 'Enter a name for the passkey.'

export const renamePasskeySchema = z.object({
  id: z.uuid(),
  name: z
    .string({ error: NAME_MISSING })
    .refine((text) => text.trim() !== '', { error: NAME_MISSING, abort: true })
    .transform((text, context) => {
      const name = normaliseName(text)
      if (name === null) context.addIssue(`Use ${NAME_RULE}.`)
      return name ?? z.NEVER
    }),
})

export const removePasskeySchema = z.object({ id: z.uuid() })
