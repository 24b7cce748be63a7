import { join } from 'node:path'
import { examine } from '@/lib/doctor/doctor'
import type { Finding } from '@/lib/doctor/finding'
import type { Command } from '../command'

const MARKS = { ok: 'ok', warning: 'warning', broken: 'BROKEN', skipped: '-' } as const
const MARK_WIDTH = 9
const CHECK_WIDTH = 16

export const doctorCommand: Command = {
  name: 'doctor',
  says: 'check everything this installation depends on, and suggest fixes',
  details:
    'Changes nothing and sends nothing. Exits with 1 if something is broken, with 0 if there are only\n' +
    'warnings. Never prints a secret.',
  positionals: [],
  options: {},
  worksUnprepared: true,
  run: async () => {
    const findings = await examine({
      environment: process.env,
      nodeVersion: process.versions.node,
      dataFolder: join(process.cwd(), '.data'),
      clock: () => new Date(),
    })
    const broken = findings.filter(({ state }) => state === 'broken').length
    const warnings = findings.filter(({ state }) => state === 'warning').length
    return {
      text: [...findings.map(inWords), '', summary(broken, warnings)].join('\n'),
      json: { findings },
      exitCode: broken > 0 ? 1 : 0,
    }
  },
}

function inWords({ check, state, says, remedy }: Finding): string {
  const line = `${MARKS[state].padEnd(MARK_WIDTH)}${check.padEnd(CHECK_WIDTH)}${says}`
  return remedy === undefined ? line : `${line}\n${' '.repeat(MARK_WIDTH + CHECK_WIDTH)}→ ${remedy}`
}

function summary(broken: number, warnings: number): string {
  if (broken > 0) return `${broken} broken, ${inTotal(warnings)}.`
  return warnings > 0 ? `Nothing is broken; ${inTotal(warnings)}.` : 'Everything looks good.'
}

function inTotal(warnings: number): string {
  return warnings === 1 ? '1 warning' : `${warnings} warnings`
}
