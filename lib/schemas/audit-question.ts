import { z } from 'zod'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'

const MAX_PERSON_LENGTH = 254

/** A valid date that the log can contain. */
const day = z.iso
  .date()
  .regex(/^2\d{3}-/)
  .nullable()
  .catch(null)

/** The filters of the audit log from a URL or a form. An invalid one is ignored instead of refused. */
export const auditQuestionSchema: z.ZodType<AuditQuestion, unknown> = z
  .object({
    action: z.enum(AUDIT_ACTIONS).nullable().catch(null),
    result: z.enum(['SUCCESS', 'FAILURE']).nullable().catch(null),
    person: z.string().trim().max(MAX_PERSON_LENGTH).catch(''),
    from: day,
    to: day,
  })
  .catch({ action: null, result: null, person: '', from: null, to: null })
