import { examineDatabase } from './database'
import { examineEnvironment } from './environment'
import { skipped, type Finding } from './finding'
import { examineInstallation } from './installation'
import { examineDisk, examineHashing, examineNode } from './machine'
import { examineMail } from './mail'
import { examineOrigin } from './origin'

export type Patient = {
  environment: Record<string, string | undefined>
  nodeVersion: string
  /** Where the embedded database lives, when there is one. */
  dataFolder: string
  clock: () => Date
}

/**
 * Checks everything an installation depends on. A failed check does not stop the others. It changes
 * nothing and sends nothing.
 */
export async function examine(patient: Patient): Promise<Finding[]> {
  const { environment, clock } = patient
  const { settings, findings: ofEnvironment } = examineEnvironment(environment)
  const setting = (name: string) => environment[name]?.trim() || undefined
  const addresses = { url: setting('DATABASE_URL'), directUrl: setting('DATABASE_DIRECT_URL') }
  const ofDatabase = await examineDatabase(addresses, clock)
  const disk = await examineDisk(patient.dataFolder)
  return [
    examineNode(patient.nodeVersion),
    ...(disk === null ? [] : [disk]),
    ...ofEnvironment,
    ...ofDatabase,
    ...(settings === null
      ? ['mail', 'cookies', 'address', 'hashing'].map(needsEnvironment)
      : [
          ...(await examineMail(settings)),
          ...(await examineOrigin(settings)),
          await examineHashing(settings),
        ]),
    ...(settings === null || ofDatabase.some(({ state }) => state === 'broken')
      ? ['outbox', 'administrators', 'proxies'].map(needsDatabase)
      : await examineInstallation(settings, clock())),
  ]
}

const needsEnvironment = (check: string) => skipped(check, 'Needs a complete environment.')
const needsDatabase = (check: string) => skipped(check, 'Needs the environment and the database.')
