import * as z from 'zod'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { isWellFormed } from '@/lib/domain/text'
import { searchable } from './admin-users'

const MAX_PERSON_LENGTH = 254

/** A valid date that the log can contain. */
const day = z.iso.date().regex(/^2\d{3}-/)

const filters = z.object({
  action: z.enum(AUDIT_ACTIONS),
  result: z.enum(['SUCCESS', 'FAILURE']),
  person: z.string().max(MAX_PERSON_LENGTH).refine(isWellFormed),
  from: day,
  to: day,
  sort: z.enum(['newest', 'oldest']),
  simulated: z.literal('shown'),
})

const { action, result, person, from, to, sort, simulated } = filters.shape
const fields = z.object({
  action: action.nullable().catch(null),
  result: result.nullable().catch(null),
  person: person.catch('').transform(searchable),
  from: from.nullable().catch(null),
  to: to.nullable().catch(null),
  sort: sort.catch('newest'),
  simulated: simulated.nullable().catch(null),
})

/** The filters of the audit log from a URL or a form. An invalid one is ignored instead of refused. */
export const auditQuestionSchema: z.ZodType<AuditQuestion, unknown> = fields
  .catch(() => fields.parse({}))
  .transform(({ sort, simulated, ...question }) => ({
    ...question,
    order: sort,
    withSimulated: simulated !== null,
  }))

/**
 * Whether all filters of a form are valid. An export asks this: with one ignored it would contain what
 * nobody asked for.
 */
export function hasValidFilters(form: Record<string, unknown>): boolean {
  const set = Object.entries(form).filter(([, value]) => value !== '')
  return filters.partial().safeParse(Object.fromEntries(set)).success
}
