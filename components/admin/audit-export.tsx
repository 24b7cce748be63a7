import { buttonClass } from '@/components/ui/button-class'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'

/** Exports every event that matches the current filter. */
export function AuditExport({ question }: { question: AuditQuestion }) {
  return (
    <form
      action="/admin/audit/export"
      method="post"
      className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2"
    >
      {Object.entries(question).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ''} />
      ))}
      <p className="text-sm text-muted">Times are in UTC. Exports are recorded too.</p>
      <button type="submit" className={buttonClass('quiet', 'small')}>
        Export CSV
      </button>
    </form>
  )
}
