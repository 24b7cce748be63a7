import { pruneAuditLog } from '@/lib/services/audit/audit-prune'
import { CommandFailed, textOption, WrongUsage, type Command, type CommandInput } from '../command'
import { momentIn } from '../moment'
import { ask, canAsk } from '../terminal-input'
import { problemsInWords } from './audit-verify'

export const auditPrune: Command = {
  name: 'audit prune',
  says: 'remove the oldest events from the audit log, for good',
  details:
    'The only way out of the log. It verifies first and refuses when something is wrong, records\n' +
    'itself, and what is left can be verified as before. Asks first; --yes answers for scripts.',
  positionals: [],
  options: {
    before: { type: 'string', value: 'time', says: 'older events go, such as 2026-01-31T00:00Z' },
    yes: { type: 'boolean', says: 'do not ask first' },
  },
  run: async (input) => {
    const before = beforeOf(input)
    if (!input.options.yes) await confirm(before)
    const pruning = await pruneAuditLog(before, input.now)
    if (!pruning.pruned) {
      const problems = problemsInWords(pruning.verification)
      throw new CommandFailed(`Nothing was removed, since the log does not verify:\n${problems}`)
    }
    return {
      text: `${pruning.removed} events from before ${before.toISOString()} were removed.`,
      json: { removed: pruning.removed, before: before.toISOString() },
    }
  },
}

function beforeOf(input: CommandInput): Date {
  const typed = textOption(input, 'before')
  if (typed === undefined) throw new WrongUsage('Say what goes: --before <time>.')
  const before = momentIn(typed, '--before')
  if (before > input.now) throw new CommandFailed('--before: That moment is yet to come.')
  return before
}

async function confirm(before: Date): Promise<void> {
  if (!canAsk()) throw new CommandFailed('This cannot be undone. Add --yes to go ahead.')
  const answer = await ask(`Events from before ${before.toISOString()} go for good. Type "yes"`)
  if (answer.trim().toLowerCase() !== 'yes') throw new CommandFailed('Nothing was changed.')
}
