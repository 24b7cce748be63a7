import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, runNode } from '../../scripts/child.mjs'
import { findChromium } from '../../scripts/test/chromium.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { dataFolder, root } from '../../scripts/places.mjs'

/*
 * Lighthouse on the sign-in page, simulating a phone. It has two hundred packages that nothing else
 * needs, so it is installed separately on first use.
 */

const folder = join(dataFolder, 'bench', 'lighthouse')
const program = join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js')

/**
 * Also measures an empty page of the same build, which shows the share of the framework and the machine.
 *
 * @param {import('./arms.mjs').Bench} bench
 */
export async function measureLighthouse({ port }) {
  await install()
  // Warms up, as for every visitor but the first.
  await fetch(`http://localhost:${port}/sign-in`)
  const signIn = await scores(`http://localhost:${port}/sign-in`)
  const bare = await scores(`http://localhost:${port}/bare`, ['--only-categories=performance'])
  return { ...signIn, bare: bare.performance ?? 0 }
}

/**
 * @param {string} address
 * @param {readonly string[]} [options]
 * @param {number} [tries] remaining: sometimes it records nothing and asks to be run again
 * @returns {Promise<Record<string, number>>}
 */
async function scores(address, options = [], tries = 3) {
  const profile = await mkdtemp(join(tmpdir(), 'latchkey-lighthouse-'))
  const report = join(profile, 'report.json')
  try {
    const { code, stderr } = await runNode(
      [
        ...[program, address, '--form-factor=mobile', ...options],
        ...['--output=json', `--output-path=${report}`, '--quiet'],
        `--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --user-data-dir=${profile}`,
      ],
      { env: { ...process.env, CHROME_PATH: await findChromium() } },
    )
    if (code !== 0 && tries > 1) return await scores(address, options, tries - 1)
    if (code !== 0) throw new Failure(`Lighthouse failed.\n${stderr}`)
    return scoresOf(JSON.parse(await readFile(report, 'utf8')))
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
}

/** Installs it from its lockfile, unless already done. */
async function install() {
  await mkdir(folder, { recursive: true })
  const source = join(root, 'tests', 'bench', 'lighthouse')
  const lock = await readFile(join(source, 'package-lock.json'), 'utf8')
  const installed = await readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => '')
  const isThere = await readFile(program).then(
    () => true,
    () => false,
  )
  if (isThere && installed === lock) return
  for (const name of ['package.json', 'package-lock.json']) {
    await copyFile(join(source, name), join(folder, name))
  }
  const { code, stderr } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    shell: process.platform === 'win32',
  })
  if (code !== 0) throw new Failure(`Lighthouse could not be installed.\n${stderr}`)
}

/**
 * @param {{ categories: Record<string, { score: number, auditRefs: { id: string, weight: number }[] }>,
 *   audits: Record<string, { score: number | null, title: string }> }} report
 * @returns {Record<string, number>} out of a hundred
 */
function scoresOf({ categories, audits }) {
  const scores = Object.entries(categories).map(([name, { score, auditRefs }]) => {
    if (name !== 'performance') {
      const missed = auditRefs.filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0)
      for (const { id } of missed) console.log(`  ${name}: ${audits[id]?.title}`)
    }
    return [name, score * 100]
  })
  return Object.fromEntries(scores)
}
