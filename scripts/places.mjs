import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The clone's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Everything generated on this machine. Delete it to start over; never commit it. */
export const dataFolder = join(root, '.data')
