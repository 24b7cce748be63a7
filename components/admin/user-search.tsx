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
const ORDERS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'name', label: 'Name' },
  { value: 'email', label: 'Email' },
]

/** Search and filters. A plain GET form: the query is in the URL. */
export function UserSearch({ listing }: { listing: UserListing }) {
  const { search, role, state, order } = listing
  const isNarrowed = search !== '' || role !== null || state !== null
  return (
    <search className="mb-6 block">
      <form action="/admin/users" method="get" className="grid gap-4">
        <TextField
          type="search"
          name="q"
          label="Search users"
          hint="Start of a name, username, email or domain, such as @example.com"
          defaultValue={search}
          maxLength={254}
          autoCapitalize="none"
          spellCheck={false}
        />
        <div className="grid items-end gap-4 sm:grid-cols-3 lg:grid-cols-[repeat(3,minmax(0,12rem))_auto]">
          <SelectField name="role" label="Role" options={ROLE_OPTIONS} defaultValue={role ?? ''} />
          <SelectField name="state" label="State" options={STATES} defaultValue={state ?? ''} />
          <SelectField name="sort" label="Sort by" options={ORDERS} defaultValue={order} />
          <FilterButtons allHref="/admin/users" isNarrowed={isNarrowed}>
            Search
          </FilterButtons>
        </div>
      </form>
    </search>
  )
}
