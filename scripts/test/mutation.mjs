import { readdirSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { bootstrap } from '../bootstrap.mjs'
import { runNode } from '../child.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { dataFolder, root } from '../places.mjs'

/*
 * `npm run test:mutation [-- domain | password | services] [-- files…]`: mutation testing: makes one
 * small change at a time and counts how many the tests detect. Without a layer, it covers all of them.
 */

const LAYERS = ['domain', 'password', 'services']
const LEAST_PERCENT = 85

const reports = join(dataFolder, 'test', 'mutation')

await runAsCommand(async () => {
  const [layer, ...files] = process.argv.slice(2)
  if (layer !== undefined && !LAYERS.includes(layer)) {
    throw new Failure(`Name a layer: ${LAYERS.join(', ')}.`)
  }
  await bootstrap()
  await mkdir(reports, { recursive: true, mode: 0o711 })
  const { startTestCluster, stopTestCluster } = await import('./test-cluster.mjs')
  const layers = layer === undefined ? LAYERS : [layer]
  const cluster = layers.includes('services') ? await startTestCluster() : undefined
  try {
    for (const one of layers) {
      /** @type {Count} */
      const sum = { noticed: 0, all: 0 }
      for (const part of partsOf(one, files)) {
        const { noticed, all } = await mutate(one, part, cluster)
        sum.noticed += noticed
        sum.all += all
      }
      const percent = (100 * sum.noticed) / sum.all
      console.log(`\n${one}: ${sum.noticed} of ${sum.all} mutants killed, ${percent.toFixed(1)} %`)
      if (!(percent >= LEAST_PERCENT)) process.exitCode = 1
    }
  } finally {
    await cluster?.stop()
    await stopTestCluster()
  }
})

/**
 * Splits the files into runs. Database tests are slow, so each service runs only with its own tests.
 *
 * @param {string} layer
 * @param {string[]} files of the layer; empty for all
 * @returns {string[][]}
 */
function partsOf(layer, files) {
  if (layer !== 'services') return [files]
  const folder = join(root, 'lib', 'services')
  const named = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const services = named.filter((name) => name.endsWith('.ts'))
  const all = files.length > 0 ? files : services.map((name) => `lib/services/${name}`)
  return all.map((file) => [file])
}

/** @typedef {{ noticed: number, all: number }} Count of mutants */

/**
 * @param {string} layer
 * @param {string[]} files
 * @param {import('./test-cluster.mjs').TestCluster} [cluster] for the tests on a database
 * @returns {Promise<Count>}
 */
async function mutate(layer, files, cluster) {
  const [only] = files
  const report = join(reports, `${only === undefined ? layer : basename(only, '.ts')}.json`)
  const { environmentWithoutSettings } = await import('./test-server.mjs')
  const env = {
    ...environmentWithoutSettings(),
    LATCHKEY_MUTATED_LAYER: layer,
    LATCHKEY_MUTATION_REPORT: report,
    ...(cluster ? { LATCHKEY_TEST_CLUSTER: JSON.stringify(cluster) } : {}),
    ...(files.length > 0 ? { LATCHKEY_MUTATED_FILES: files.join(',') } : {}),
  }
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const config = 'tests/mutation/stryker.config.mjs'
  const { code } = await runNode([stryker, 'run', config], { env, show: true })
  if (code !== 0) throw new Failure(`Nothing was measured: ${files.join(', ') || layer}.`)
  return countOf(JSON.parse(await readFile(report, 'utf8')))
}

/**
 * @param {{ files: Record<string, { mutants: { status: string }[] }> }} report
 * @returns {Count}
 */
function countOf({ files }) {
  const statuses = Object.values(files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  )
  const noticed = statuses.filter((status) => ['Killed', 'Timeout'].includes(status)).length
  const missed = statuses.filter((status) => ['Survived', 'NoCoverage'].includes(status)).length
  return { noticed, all: noticed + missed }
}
