import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { isCommand, runAsCommand } from '../failure.mjs'
import { dataFolder, root } from '../places.mjs'

/*
 * `npm run sbom [-- file]`: a CycloneDX document of the app's packages. It is made from the
 * lockfile alone, because npm's own command leaves out packages that development packages also
 * need, such as React.
 */

/** @typedef {{ version: string, integrity?: string, license?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string>, devDependencies?: Record<string, string> }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages by path; the project itself is '' */

/**
 * @param {LockedPackages} packages of a package-lock.json, version 3
 * @param {{ name: string, version: string, license: string }} project
 * @param {Date} now
 * @see https://cyclonedx.org/docs/1.5/json/
 */
export function makeSbom(packages, project, now) {
  const paths = Object.keys(packages).filter((path) => path !== '')
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: now.toISOString(),
      component: {
        'bom-ref': '',
        type: 'application',
        name: project.name,
        version: project.version,
        licenses: licensesOf(project.license),
      },
    },
    components: paths.map((path) =>
      componentOf(path, /** @type {LockedPackage} */ (packages[path])),
    ),
    dependencies: Object.keys(packages).map((path) => ({
      ref: path,
      dependsOn: neededBy(path, packages),
    })),
  }
}

/** @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/**
 * @param {string} path
 * @param {LockedPackage} locked
 */
function componentOf(path, { version, integrity, license, dev, devOptional, optional }) {
  const name = nameOf(path)
  return {
    'bom-ref': path,
    type: 'library',
    name,
    version,
    // "excluded": needed to build and test, never at run time.
    scope: dev || devOptional ? 'excluded' : optional ? 'optional' : 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: hashesOf(integrity),
    licenses: licensesOf(license),
  }
}

/** @param {string | undefined} integrity such as "sha512-…" in base64 */
function hashesOf(integrity) {
  const [, digest] = /^sha512-(.+)$/.exec(integrity ?? '') ?? []
  return digest ? [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] : []
}

/** @param {string | undefined} license an SPDX identifier or expression */
function licensesOf(license) {
  return license ? [{ expression: license }] : []
}

/**
 * The installed dependencies of a package, resolved as Node does: nearest first.
 *
 * @param {string} path
 * @param {LockedPackages} packages
 */
function neededBy(path, packages) {
  const locked = /** @type {LockedPackage} */ (packages[path])
  const wanted = {
    ...locked.dependencies,
    ...locked.optionalDependencies,
    ...locked.peerDependencies,
    ...(path === '' ? locked.devDependencies : {}),
  }
  return Object.keys(wanted).flatMap((name) => find(name, path, packages) ?? [])
}

/**
 * @param {string} name
 * @param {string} from
 * @param {LockedPackages} packages
 * @returns {string | null} null for an optional package that is not installed
 */
function find(name, from, packages) {
  const candidate = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`
  if (candidate in packages) return candidate
  if (from === '') return null
  const above = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))
  return find(name, from.includes('/node_modules/') ? above : '', packages)
}

async function main() {
  /** @param {string} file */
  const readJson = async (file) => JSON.parse(await readFile(join(root, file), 'utf8'))
  const lock = await readJson('package-lock.json')
  const sbom = makeSbom(lock.packages, await readJson('package.json'), new Date())
  const file = process.argv[2] ? resolve(process.argv[2]) : join(dataFolder, 'sbom.cdx.json')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(sbom, null, 2)}\n`)
  console.log(`${sbom.components.length} packages: ${relative(process.cwd(), file)}`)
}

if (isCommand(import.meta.url)) await runAsCommand(main)
