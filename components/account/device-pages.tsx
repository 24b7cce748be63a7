import { TextLink } from '@/components/ui/text-link'

/** Pagination of the device list. */
export function DevicePages({ page, pageCount }: { page: number; pageCount: number }) {
  if (pageCount === 1) return null
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      {page > 1 && <TextLink href={`/account/sessions?page=${page - 1}`}>Previous</TextLink>}
      <span className="text-muted">
        Page {page} of {pageCount}
      </span>
      {page < pageCount && <TextLink href={`/account/sessions?page=${page + 1}`}>Next</TextLink>}
    </nav>
  )
}
