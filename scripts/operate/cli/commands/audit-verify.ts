import { parseAuditHead } from '@/lib/services/audit/audit-seal'
import type { AuditProblem, AuditProblemKind } from '@/lib/services/audit/audit-problems'
import { verifyAuditLog, type AuditVerification } from '@/lib/services/audit/audit-verify'
import { CommandFailed, textOption, type Command, type CommandInput } from '../command'

export const auditVerify: Command = {
  name: 'audit verify',
  says: 'check that nothing in the audit log was changed, removed or added',
  details:
    'Exits with 1 if anything was. It prints the newest seal, the head. Keep it out of reach of the\n' +
    'database owner (the server log has each one, as audit_sealed) and pass it next time with --head:\n' +
    'without it, a log with its end cut off looks intact.',
  positionals: [],
  options: {
    head: { type: 'string', value: 'head', says: 'the head an earlier run printed' },
  },
  run: async (input) => {
    const verification = await verifyAuditLog(headOf(input))
    return {
      text: reportInWords(verification),
      json: reportAsData(verification),
      exitCode: verification.isIntact ? 0 : 1,
    }
  },
}

function headOf(input: CommandInput) {
  const typed = textOption(input, 'head')
  if (typed === undefined) return null
  const head = parseAuditHead(typed)
  if (!head)
    throw new CommandFailed('--head: Not a valid head. It has the form <number>:<43 characters>.')
  return head
}

const PROBLEMS: Record<AuditProblemKind, string> = {
  event_changed: 'an event was changed after it was sealed',
  origin_changed: 'an address or device was changed',
  origin_missing: 'an address or device was removed, and the account still exists',
  note_changed: 'a reason was changed',
  note_missing: 'a reason was removed, and the account still exists',
  event_missing: 'an event is missing',
  seal_missing: 'a seal is missing',
  event_unsealed: 'an event was added without a seal',
  beginning_missing: 'the beginning is missing, and was not pruned',
  head_missing: 'the head is not in the log: its end was cut off or rewritten',
  key_unknown: 'sealed with a key that is no longer in AUDIT_SECRET or AUTH_SECRET',
}

/** The first problems found in the log, one per line. */
export function problemsInWords({ problems, problemCount }: AuditVerification): string {
  const lines = problems.map(({ kind, position, eventId }: AuditProblem) => {
    const place = position === null ? '' : ` at ${position}`
    return `  ${PROBLEMS[kind]}${place}${eventId === null ? '' : `: event ${eventId}`}`
  })
  const more = problemCount - problems.length
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n')
}

function verdictOn({ isIntact, problemCount, unknownKeyCount }: AuditVerification): string {
  if (isIntact) return 'The audit log is intact.'
  if (unknownKeyCount < problemCount) return 'The audit log was tampered with.'
  return (
    `The audit log cannot be checked: ${unknownKeyCount} seals were made with a key that is not set. ` +
    'Add the old secret to the end of AUDIT_SECRET (without it, of AUTH_SECRET) and run this again.'
  )
}

function reportInWords(verification: AuditVerification): string {
  const { sealed, waiting, prunedThrough, head, isHeadFound, isIntact } = verification
  const covered = `${sealed} events are sealed; ${waiting} are not sealed yet.`
  const lines = [
    `${verdictOn(verification)} ${covered}`,
    ...(prunedThrough > 0n ? [`Pruned through ${prunedThrough}.`] : []),
    ...(isHeadFound === true ? ['The given head is in the log.'] : []),
    ...(isIntact ? [] : [problemsInWords(verification)]),
    ...(head === null ? [] : [`Head: ${head}`]),
  ]
  return lines.join('\n')
}

function reportAsData(verification: AuditVerification) {
  const { prunedThrough, problems, ...rest } = verification
  return {
    ...rest,
    prunedThrough: String(prunedThrough),
    problems: problems.map(({ position, ...problem }) => ({
      ...problem,
      position: position === null ? null : String(position),
    })),
  }
}
