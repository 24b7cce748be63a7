import type { z } from 'zod'
import { isErrorCode, sentenceFor, type Refusal } from '@/lib/platform/errors'

/**
 * The state of a form after it was submitted. It never contains what somebody typed as a secret:
 * `values` has only the text fields named in the call.
 */
export type FormState = {
  /** Shown in the form's alert region. */
  refusal?: Refusal
  /** Where to put that right: a path on this site, opened beside the page so that the page stays. */
  remedy?: { href: string; text: string }
  /** One sentence per field, keyed by field name. */
  fieldErrors?: Record<string, string>
  /** The submitted text, to fill in again. */
  values?: Record<string, string>
  /** What to ask before it is done: the same button sends the form again, confirmed. */
  confirm?: string
  /** A sentence to show when the form did its work and the page stays. */
  notice?: string
  /** A sentence to show when nothing was done, as somebody chose. */
  info?: string
  /** New recovery codes, which the page shows this once. */
  recoveryCodes?: readonly string[]
  /** The mailed link the form was sent with, so that the page drawn anew is about the same one. */
  link?: ShownLink
  /** A path on this site to open with a full document load, so that no cached page is reused. */
  goTo?: string
  /** An access token that was just created: shown this once, to its owner. */
  issued?: string
}

/** A mailed link as its form carries it. */
export type ShownLink = {
  /** Stands for the token; see `lib/crypto/link-reference.ts`. */
  reference: string
  /** Null where it is not told whose it is. */
  account: { email: string; username: string | null; maskedUsername: string } | null
}

export const EMPTY_FORM_STATE: FormState = {}

export type Parsed<Output> = { ok: true; value: Output } | { ok: false; state: FormState }

/**
 * Parses a submitted form strictly: a field sent twice or as a file is refused like a wrong value.
 *
 * A schema's message may be an error code, which is replaced with its sentence. When a single code is
 * the only problem, it is also the form's refusal, so that the alert names the reason.
 *
 * @param keep the fields whose text may be sent back to the browser
 */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  formData: FormData,
  keep: readonly string[] = [],
): Parsed<z.output<Schema>> {
  const fields = readFields(formData)
  const values = keptValues(fields, keep)
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { ok: true, value: parsed.data }
  return {
    ok: false,
    state: {
      refusal: refusalIn(parsed.error),
      fieldErrors: firstErrorPerField(parsed.error),
      values,
    },
  }
}

function refusalIn(error: z.ZodError): Refusal {
  const [message, ...others] = new Set(error.issues.map((issue) => issue.message))
  return { code: others.length === 0 && isErrorCode(message) ? message : 'invalid_input' }
}

/** The text of the named fields as typed, for a form state. */
export function keptValues(
  fields: Record<string, unknown>,
  keep: readonly string[],
): Record<string, string> {
  const kept = keep.flatMap((name) => {
    const value = fields[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return Object.fromEntries(kept)
}

/** Fields by name; React's own `$ACTION_…` fields are left out, a repeated name becomes a list. */
export function readFields(formData: FormData): Record<string, unknown> {
  // Next calls an action with whatever the client sent; a form is only what it should be.
  if (!(formData instanceof FormData)) return {}
  const names = [...new Set(formData.keys())].filter((name) => !name.startsWith('$ACTION'))
  return Object.fromEntries(
    names.map((name) => {
      const all = formData.getAll(name)
      return [name, all.length === 1 ? all[0] : all]
    }),
  )
}

function firstErrorPerField(error: z.ZodError): Record<string, string> {
  const errors = new Map<string, string>()
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '')
    if (errors.has(field)) continue
    errors.set(field, isErrorCode(message) ? sentenceFor({ code: message }) : message)
  }
  return Object.fromEntries(errors)
}
