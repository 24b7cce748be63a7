import { buttonClass } from '@/components/ui/button-class'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { auditParameters } from '@/lib/domain/audit/audit-path'

/** Exports every event that matches the current filter. */
export function AuditExport({ question }: { question: AuditQuestion }) {
  return (
    <form action="/admin/audit/export" method="post">
      {Object.entries(auditParameters(question)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={buttonClass('quiet', 'small')}>
        Export CSV
      </button>
    </form>
  )
}
