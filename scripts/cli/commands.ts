import type { Command } from './command'
import { createAdminCommand } from './commands/create-admin'
import { doctorCommand } from './commands/doctor'
import { resetLink } from './commands/reset-link'
import { revokeSessions } from './commands/revoke-sessions'
import { unlock } from './commands/unlock'

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  createAdminCommand,
  unlock,
  revokeSessions,
  resetLink,
  doctorCommand,
]
