import { parseAuditHead } from '@/lib/services/audit/audit-seal'
import {
  verifyAuditLog,
  type AuditProblem,
  type AuditProblemKind,
  type AuditVerification,
} from '@/lib/services/audit/audit-verify'
import { CommandFailed, textOption, type Command, type CommandInput } from '../command'

export const auditVerify: Command = {
  name: 'audit verify',
  says: 'check that nothing in the audit log was changed, removed or added',
  details:
    'Ends with 1 when something was. It prints the newest seal, the head: keep it where the owner of\n' +
    'the database cannot reach it (the log has each one, at audit_sealed) and hand it over next time:\n' +
    'without it a log whose end was cut off cleanly looks whole.',
  positionals: [],
  options: {
    head: { type: 'string', value: 'head', says: 'a head from earlier, as it was printed' },
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
  if (!head) throw new CommandFailed('--head: This is no head. One reads <number>:<43 characters>.')
  return head
}

const PROBLEMS: Record<AuditProblemKind, string> = {
  event_changed: 'an event is not what was sealed',
  origin_changed: 'an address or device is not what was recorded',
  event_missing: 'an event is gone',
  seal_missing: 'a seal is gone',
  event_unsealed: 'an event was added past the seals',
  beginning_missing: 'the beginning is gone, and no pruning took it',
  head_missing: 'the head is not in the log: its end was cut off or made anew',
  key_unknown: 'sealed under a key that is not in AUDIT_SECRET or AUTH_SECRET any more',
}

/** What is wrong with the log, a line for each of the first problems. */
export function problemsInWords({ problems, problemCount }: AuditVerification): string {
  const lines = problems.map(({ kind, position, eventId }: AuditProblem) => {
    const place = position === null ? '' : ` at ${position}`
    return `  ${PROBLEMS[kind]}${place}${eventId === null ? '' : `: event ${eventId}`}`
  })
  const more = problemCount - problems.length
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n')
}

function reportInWords(verification: AuditVerification): string {
  const { isIntact, sealed, waiting, prunedThrough, head, isHeadFound } = verification
  const covered = `${sealed} events are sealed; ${waiting} wait for their seal.`
  const lines = [
    isIntact ? `The audit log is whole. ${covered}` : `The audit log was tampered with. ${covered}`,
    ...(prunedThrough > 0n ? [`Pruned through ${prunedThrough}.`] : []),
    ...(isHeadFound === true ? ['The head you gave is in it.'] : []),
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
