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

const TWO_FACTOR = [
  { value: '', label: 'On or off' },
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
]

/** Search and filters. A plain GET form: the query is in the URL. */
export function UserSearch({ listing }: { listing: UserListing }) {
  const { search, role, state, twoFactor, order } = listing
  const isNarrowed = search !== '' || role !== null || state !== null || twoFactor !== null
  return (
    <search className="filter-bar">
      <form
        action="/admin/users"
        method="get"
        className="grid items-end gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_9rem_9rem_9rem_auto]"
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
        <SelectField
          name="twoFactor"
          label="Two-factor"
          options={TWO_FACTOR}
          defaultValue={twoFactor ?? ''}
        />
        <FilterButtons allHref="/admin/users" isNarrowed={isNarrowed}>
          Search
        </FilterButtons>
      </form>
    </search>
  )
}
