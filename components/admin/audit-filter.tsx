import { TextField } from '@/components/ui/field'
import { FilterButtons } from '@/components/ui/filter-buttons'
import { SelectField } from '@/components/ui/select-field'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { auditPath } from '@/lib/domain/audit/audit-path'

const ACTIONS = [
  { value: '', label: 'Any action' },
  ...AUDIT_ACTIONS.map((action) => ({ value: action, label: action })),
]
const RESULTS = [
  { value: '', label: 'Any result' },
  { value: 'SUCCESS', label: 'Success' },
  { value: 'FAILURE', label: 'Failure' },
]

/** Filters the events. A plain GET form: the filter is in the URL. */
export function AuditFilter({ question }: { question: AuditQuestion }) {
  const { action, result, person, from, to } = question
  const isNarrowed = auditPath(question, null) !== '/admin/audit'
  return (
    <search className="mb-6 block">
      <form action="/admin/audit" method="get" className="grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-[repeat(3,minmax(0,1fr))_11.5rem_11.5rem]">
          <SelectField name="action" label="Action" options={ACTIONS} defaultValue={action ?? ''} />
          <SelectField name="result" label="Result" options={RESULTS} defaultValue={result ?? ''} />
          <TextField
            type="search"
            name="person"
            label="User"
            hint="Username, email or id"
            defaultValue={person}
            maxLength={254}
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextField type="date" name="from" label="From (UTC)" defaultValue={from ?? ''} />
          <TextField type="date" name="to" label="To (UTC)" defaultValue={to ?? ''} />
        </div>
        <FilterButtons allHref="/admin/audit" isNarrowed={isNarrowed}>
          Filter
        </FilterButtons>
      </form>
    </search>
  )
}
