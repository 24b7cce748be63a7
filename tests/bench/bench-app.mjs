import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runNode } from '../../scripts/child.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { dataFolder, root } from '../../scripts/places.mjs'

/*
 * A copy of the app in the same build as its comparison pages: an empty page under a minimal root
 * layout, and the dashboard's components without any session work. The product itself contains none
 * of this.
 */

export const benchRoot = join(dataFolder, 'bench', 'app')
const DIST_FOLDER = '.next'
export const serverProgram = join(benchRoot, DIST_FOLDER, 'latchkey', 'serve.mjs')
export const seedProgram = join(benchRoot, DIST_FOLDER, 'latchkey', 'seed.mjs')

const COPIED = [
  ...['app', 'components', 'lib', 'prisma', 'public', 'scripts', 'types'],
  ...['auth.ts', 'middleware.ts', 'instrumentation.ts', 'next.config.ts', 'postcss.config.mjs'],
  ...['package.json', 'tsconfig.json', 'tsconfig.build.json'],
]

/** Several root layouts must be in route groups, so the app's own moves into one. */
const GROUP = '(latchkey)'
/** Files that are not pages, or apply to all of them. */
const NOT_GROUPED = /^api$|^global-error\.tsx$|\.(ts|css)$/

/** Copies the app, adds the pages and builds. */
export async function buildBenchApp() {
  await rm(benchRoot, { recursive: true, force: true })
  await mkdir(benchRoot, { recursive: true })
  for (const path of COPIED) await cp(join(root, path), join(benchRoot, path), { recursive: true })
  await symlink(join(root, 'node_modules'), join(benchRoot, 'node_modules'))
  await regroup()
  await cp(join(root, 'tests/bench/pages'), join(benchRoot, 'app'), { recursive: true })
  await letTurbopackSeePackages()
  // The copy's own build, independent of the clone's installation.
  const program = `import { build } from './scripts/run/build.mjs'; await build('${DIST_FOLDER}', { types: false })`
  const { code, stdout, stderr } = await runNode(['--input-type=module', '--eval', program], {
    cwd: benchRoot,
  })
  if (code !== 0) throw new Failure(`The bench build failed.\n${stdout}${stderr}`)
}

async function regroup() {
  const app = join(benchRoot, 'app')
  const routes = (await readdir(app)).filter((name) => !NOT_GROUPED.test(name))
  await mkdir(join(app, GROUP))
  for (const route of routes) await rename(join(app, route), join(app, GROUP, route))
  await resolveInGroup()
  const layout = join(app, GROUP, 'layout.tsx')
  const source = await readFile(layout, 'utf8')
  await writeFile(layout, source.replaceAll("'./", "'../"))
}

/** Resolves `@/app/mailbox/…` to what was moved into the group. */
async function resolveInGroup() {
  const file = join(benchRoot, 'tsconfig.json')
  const config = JSON.parse(await readFile(file, 'utf8'))
  const paths = { '@/app/*': ['./app/*', `./app/${GROUP}/*`], ...config.compilerOptions.paths }
  config.compilerOptions.paths = paths
  await writeFile(file, JSON.stringify(config, null, 2))
}

/** Turbopack follows no link out of its root, but the packages are outside the copy. */
async function letTurbopackSeePackages() {
  const file = join(benchRoot, 'next.config.ts')
  const source = await readFile(file, 'utf8')
  const option = `turbopack: { root: ${JSON.stringify(root)} }, typescript: { ignoreBuildErrors: true },`
  await writeFile(file, source.replace('poweredByHeader', `${option}\n  poweredByHeader`))
}
