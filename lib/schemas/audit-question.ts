import { z } from 'zod'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'

const MAX_PERSON_LENGTH = 254

/** A day that exists, within what the log can hold. */
const day = z.iso
  .date()
  .regex(/^2\d{3}-/)
  .nullable()
  .catch(null)

/**
 * What is asked of the audit log, from an address or a form: whatever makes no sense is not asked.
 */
export const auditQuestionSchema: z.ZodType<AuditQuestion, unknown> = z
  .object({
    action: z.enum(AUDIT_ACTIONS).nullable().catch(null),
    result: z.enum(['SUCCESS', 'FAILURE']).nullable().catch(null),
    person: z.string().trim().max(MAX_PERSON_LENGTH).catch(''),
    from: day,
    to: day,
  })
  .catch({ action: null, result: null, person: '', from: null, to: null })
