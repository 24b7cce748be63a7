import { TextField } from '@/components/ui/field'
import { FilterButtons } from '@/components/ui/filter-buttons'
import { SelectField } from '@/components/ui/select-field'
import { ACTION_LABELS } from '@/lib/domain/audit/action-labels'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { auditPath } from '@/lib/domain/audit/audit-path'

const ACTIONS = [
  { value: '', label: 'Any event' },
  ...Object.entries(ACTION_LABELS).map(([value, label]) => ({ value, label })),
]
const RESULTS = [
  { value: '', label: 'Any result' },
  { value: 'SUCCESS', label: 'Success' },
  { value: 'FAILURE', label: 'Failure' },
]
const SIMULATED = [
  { value: '', label: 'Hidden' },
  { value: 'shown', label: 'Shown' },
]

/**
 * Filters the events. A plain GET form: the filter is in the URL.
 *
 * @param person what the field for it shows, such as the username behind an id
 */
export function AuditFilter({ question, person }: { question: AuditQuestion; person: string }) {
  const { action, result, from, to, order, withSimulated } = question
  const isNarrowed = auditPath({ ...question, order: 'newest' }, null) !== '/admin/audit'
  return (
    <search className="filter-bar">
      <form action="/admin/audit" method="get">
        {order !== 'newest' && <input type="hidden" name="sort" value={order} />}
        <div className="grid items-end gap-x-4 gap-y-3 max-sm:gap-x-2 min-[24rem]:grid-cols-2 min-[24rem]:max-sm:*:first:col-span-2 md:grid-cols-3 lg:grid-cols-4">
          <TextField
            type="search"
            name="person"
            label="User"
            placeholder="Name, username, email or id"
            defaultValue={person}
            maxLength={254}
            autoCapitalize="none"
            spellCheck={false}
          />
          <SelectField name="action" label="Event" options={ACTIONS} defaultValue={action ?? ''} />
          <SelectField name="result" label="Result" options={RESULTS} defaultValue={result ?? ''} />
          <TextField type="date" name="from" label="From (UTC)" defaultValue={from ?? ''} />
          <TextField type="date" name="to" label="To (UTC)" defaultValue={to ?? ''} />
          <SelectField
            name="simulated"
            label="Simulated events"
            options={SIMULATED}
            defaultValue={withSimulated ? 'shown' : ''}
          />
          <FilterButtons allHref="/admin/audit" isNarrowed={isNarrowed}>
            Filter
          </FilterButtons>
        </div>
      </form>
    </search>
  )
}
