import { join } from 'node:path'
import { examine } from '@/lib/doctor/doctor'
import type { Finding } from '@/lib/doctor/finding'
import type { Command } from '../command'

const MARKS = { ok: 'ok', warning: 'look', broken: 'BROKEN', skipped: '-' } as const
const MARK_WIDTH = 8
const CHECK_WIDTH = 16

export const doctorCommand: Command = {
  name: 'doctor',
  says: 'look at everything this installation depends on, and say what to mend',
  details:
    'Changes nothing and sends nothing. Ends with 1 when something is broken, with 0 when there are\n' +
    'only things to look at. No secret is ever printed.',
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
  if (broken > 0) return `${broken} broken, ${warnings} to look at.`
  return warnings > 0 ? `Nothing is broken; ${warnings} to look at.` : 'All is well.'
}
