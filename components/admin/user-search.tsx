import { TextField } from '@/components/ui/field'
import { FilterButtons } from '@/components/ui/filter-buttons'
import { SelectField } from '@/components/ui/select-field'
import type { UserListing } from '@/lib/domain/accounts/user-listing'
import { ROLE_NAMES, roleLabel } from '@/lib/domain/accounts/roles'

const ROLE_OPTIONS = [
  { value: '', label: 'Any role' },
  ...ROLE_NAMES.map((role) => ({ value: role, label: roleLabel(role) })),
]
const STATES = [
  { value: '', label: 'Any state' },
  { value: 'active', label: 'Active' },
  { value: 'disabled', label: 'Disabled' },
  { value: 'unverified', label: 'Unverified' },
]

/** Search and filters. A plain GET form: the query is in the URL. */
export function UserSearch({ listing }: { listing: UserListing }) {
  const { search, role, state, order } = listing
  const isNarrowed = search !== '' || role !== null || state !== null
  return (
    <search className="filter-bar">
      <form
        action="/admin/users"
        method="get"
        className="grid items-end gap-x-4 gap-y-3 sm:grid-cols-2 md:grid-cols-[minmax(0,1fr)_8.5rem_8.5rem_auto] lg:grid-cols-[minmax(0,1fr)_11rem_11rem_auto]"
      >
        {order !== 'newest' && <input type="hidden" name="sort" value={order} />}
        <TextField
          type="search"
          name="q"
          label="Search users"
          placeholder="Any part of a name, username or email"
          defaultValue={search}
          maxLength={254}
          autoCapitalize="none"
          spellCheck={false}
        />
        <SelectField name="role" label="Role" options={ROLE_OPTIONS} defaultValue={role ?? ''} />
        <SelectField name="state" label="State" options={STATES} defaultValue={state ?? ''} />
        <FilterButtons allHref="/admin/users" isNarrowed={isNarrowed}>
          Search
        </FilterButtons>
      </form>
    </search>
  )
}
