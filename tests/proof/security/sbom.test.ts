import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeSbom } from '@/scripts/operate/sbom.mjs'

const root = join(import.meta.dirname, '../../..')
const readJson = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))

const { packages } = readJson('package-lock.json')
const manifest = readJson('package.json')
const sbom = makeSbom(packages, manifest, new Date('2026-01-02T03:04:05Z'))
const refs = new Set(sbom.components.map((component) => component['bom-ref']))

test('the SBOM is a CycloneDX document about the app', () => {
  expect(sbom).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: {
      timestamp: '2026-01-02T03:04:05.000Z',
      component: { type: 'application', name: manifest.name, version: manifest.version },
    },
  })
})

test('the SBOM lists every package of the lockfile with version, URL and digest', () => {
  expect(refs).toEqual(new Set(Object.keys(packages).filter((path) => path !== '')))
  for (const { name, version, purl, hashes, scope } of sbom.components) {
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`)
    if (scope === 'required') expect(hashes[0]?.content, name).toMatch(/^[0-9a-f]{128}$/)
  }
})

test('the SBOM distinguishes runtime packages from those for building and testing', () => {
  const scopeOf = (name: string) =>
    sbom.components.find((one) => one['bom-ref'] === `node_modules/${name}`)?.scope
  for (const name of Object.keys(manifest.dependencies))
    expect(scopeOf(name), name).toBe('required')
  for (const name of ['vitest', 'playwright', 'eslint'])
    expect(scopeOf(name), name).toBe('excluded')
})

test('the SBOM has the dependency graph, starting at the app', () => {
  const own = sbom.dependencies.find(({ ref }) => ref === '')
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(own?.dependsOn).toContain(`node_modules/${name}`)
  }
  for (const { dependsOn } of sbom.dependencies) {
    expect(dependsOn.filter((ref) => !refs.has(ref))).toEqual([])
  }
})

test('the nearest copy of a package is used, as Node does', () => {
  const locked = { version: '1.0.0', dependencies: { b: '*' } }
  const { dependencies } = makeSbom(
    {
      '': { version: '1.0.0', dependencies: { a: '*' } },
      'node_modules/a': locked,
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/@c/d': locked,
    },
    { name: 'x', version: '1.0.0', license: 'MIT' },
    new Date('2026-01-02T03:04:05Z'),
  )
  expect(Object.fromEntries(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))).toEqual({
    '': ['node_modules/a'],
    'node_modules/a': ['node_modules/a/node_modules/b'],
    'node_modules/a/node_modules/b': [],
    'node_modules/b': [],
    'node_modules/@c/d': ['node_modules/b'],
  })
})
