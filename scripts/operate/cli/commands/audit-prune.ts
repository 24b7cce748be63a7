import { pruneAuditLog } from '@/lib/services/audit/audit-prune'
import { CommandFailed, textOption, WrongUsage, type Command, type CommandInput } from '../command'
import { readTimeOption } from '../time-option'
import { ask, canAsk } from '../terminal-input'
import { problemsInWords } from './audit-verify'

export const auditPrune: Command = {
  name: 'audit prune',
  says: 'permanently remove the oldest events from the audit log',
  details:
    'The only way to remove events. It verifies the log first, refuses if anything is wrong, and records\n' +
    'itself; the rest can still be verified. Asks for confirmation; scripts can pass --yes.',
  positionals: [],
  options: {
    before: {
      type: 'string',
      value: 'time',
      says: 'remove older events, such as 2026-01-31T00:00Z',
    },
    yes: { type: 'boolean', says: 'do not ask for confirmation' },
  },
  run: async (input) => {
    const before = beforeOf(input)
    if (!input.options.yes) await confirm(before)
    const pruning = await pruneAuditLog(before, input.now)
    if (!pruning.pruned) {
      const problems = problemsInWords(pruning.verification)
      throw new CommandFailed(`Nothing was removed: the log failed verification.\n${problems}`)
    }
    return {
      text: `${pruning.removed} events from before ${before.toISOString()} were removed.`,
      json: { removed: pruning.removed, before: before.toISOString() },
    }
  },
}

function beforeOf(input: CommandInput): Date {
  const typed = textOption(input, 'before')
  if (typed === undefined) throw new WrongUsage('Specify what to remove: --before <time>.')
  const before = readTimeOption(typed, '--before')
  if (before > input.now) throw new CommandFailed('--before: Choose a time in the past.')
  return before
}

async function confirm(before: Date): Promise<void> {
  if (!canAsk()) throw new CommandFailed('This cannot be undone. Add --yes to continue.')
  const answer = await ask(
    `This permanently removes events from before ${before.toISOString()}. Type "yes" to continue`,
  )
  if (answer.trim().toLowerCase() !== 'yes') throw new CommandFailed('Nothing was changed.')
}
