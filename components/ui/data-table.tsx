import type { ReactNode } from 'react'
import { Icon } from './icon'

const SORT_UP = 'M10 16V4M5.5 8.5 10 4l4.5 4.5'
const SORT_DOWN = 'M10 4v12M5.5 11.5 10 16l4.5-4.5'

type Column = {
  label: string
  /** The list in this column's order, or in the opposite one when it is in that already. */
  sort?: { href: string; direction: 'ascending' | 'descending' | 'none' }
}

/**
 * A table, whose rows are cards where the screen is narrow. Its roles are spelled out, because browsers
 * drop them from a table that is laid out as something else.
 *
 * @param props.isWide for columns that need more room than the screen of a tablet has
 */
export function DataTable({
  label,
  columns,
  isWide = false,
  children,
}: {
  label: string
  columns: readonly Column[]
  isWide?: boolean
  children: ReactNode
}) {
  return (
    <table
      role="table"
      aria-label={label}
      className={isWide ? 'data-table wide-table' : 'data-table'}
    >
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <Header key={column.label} {...column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  )
}

function Header({ label, sort }: Column) {
  if (!sort) {
    return (
      <th role="columnheader" scope="col">
        {label}
      </th>
    )
  }
  const { href, direction } = sort
  return (
    <th role="columnheader" scope="col" aria-sort={direction}>
      <a href={href} className="sort-link">
        {label}
        {direction !== 'none' && (
          <Icon path={direction === 'ascending' ? SORT_UP : SORT_DOWN} className="size-4" />
        )}
      </a>
    </th>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <tr role="row">{children}</tr>
}

const WIDTHS = {
  any: '',
  some: 'as-table:min-w-24',
  address: 'as-table:min-w-28',
  wide: 'as-table:min-w-36',
}

/**
 * @param props.label the column's, shown where the row is a card; none for what needs no name there
 * @param props.width how much of the table it needs at least, before its words are broken
 */
export function Cell({
  label,
  width = 'any',
  children,
}: {
  label?: string
  width?: keyof typeof WIDTHS
  children: ReactNode
}) {
  return (
    <td role="cell" data-label={label}>
      <div className={`min-w-0 ${WIDTHS[width]}`}>{children}</div>
    </td>
  )
}
