import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bootstrap } from '../bootstrap.mjs'
import { isCommand, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'

/* `npm run bench:report`: draws the charts and updates the figures in the documents from stored results. */

export async function writeReport() {
  const { writtenFromResults } = await import('../../tests/bench/report/documents.mjs')
  for (const { file, content } of await writtenFromResults()) {
    await writeFile(join(root, file), content)
  }
}

async function main() {
  await bootstrap()
  await writeReport()
}

if (isCommand(import.meta.url)) await runAsCommand(main)
