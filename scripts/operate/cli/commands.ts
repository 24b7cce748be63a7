import type { Command } from './command'
import { auditPrune } from './commands/audit-prune'
import { auditVerify } from './commands/audit-verify'
import { createAdminCommand } from './commands/create-admin'
import { disable, enable } from './commands/disable'
import { doctorCommand } from './commands/doctor'
import { exportCommand } from './commands/export'
import { importCommand } from './commands/import'
import { resetLink } from './commands/reset-link'
import { resetTwoFactorCommand } from './commands/reset-two-factor'
import { revokeSessions } from './commands/revoke-sessions'
import { setRoleCommand } from './commands/set-role'
import { unlock } from './commands/unlock'

/** Every command, in the order help lists them. */
export const COMMANDS: readonly Command[] = [
  createAdminCommand,
  setRoleCommand,
  disable,
  enable,
  unlock,
  revokeSessions,
  resetLink,
  resetTwoFactorCommand,
  importCommand,
  exportCommand,
  auditVerify,
  auditPrune,
  doctorCommand,
]
