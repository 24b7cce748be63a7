import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The clone's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Everything generated on this machine; deleting it starts over. Never committed. */
export const dataFolder = join(root, '.data')
