import { z } from 'zod'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { searchable } from './admin-users'

const MAX_PERSON_LENGTH = 254

/** A valid date that the log can contain. */
const day = z.iso
  .date()
  .regex(/^2\d{3}-/)
  .nullable()
  .catch(null)

const fields = z.object({
  action: z.enum(AUDIT_ACTIONS).nullable().catch(null),
  result: z.enum(['SUCCESS', 'FAILURE']).nullable().catch(null),
  person: z.string().max(MAX_PERSON_LENGTH).catch('').transform(searchable),
  from: day,
  to: day,
  sort: z.enum(['newest', 'oldest']).catch('newest'),
  simulated: z.literal('shown').nullable().catch(null),
})

/** The filters of the audit log from a URL or a form. An invalid one is ignored instead of refused. */
export const auditQuestionSchema: z.ZodType<AuditQuestion, unknown> = fields
  .catch(() => fields.parse({}))
  .transform(({ sort, simulated, ...question }) => ({
    ...question,
    order: sort,
    withSimulated: simulated !== null,
  }))
