import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDistFolder } from '@/scripts/test/test-server.mjs'

const build = join(import.meta.dirname, '../../..', testDistFolder)

/** Next's own error pages. */
const INNER = /^\/_/

export type BuiltAction = {
  id: string
  name: string
  /** Where it is written, relative to the repository. */
  file: string
  /** The pages that have this action. */
  pages: string[]
}

export type BuiltRoutes = { pages: string[]; handlers: string[]; actions: BuiltAction[] }

/** What the build under test serves, from the manifests that Next itself uses. */
export function readBuiltRoutes(): BuiltRoutes {
  const paths = readManifest<Record<string, string>>('app-path-routes-manifest.json')
  const routes = Object.entries(paths).filter(([, path]) => !INNER.test(path))
  const ending = (suffix: string) =>
    routes.filter(([file]) => file.endsWith(suffix)).map(([, path]) => path)
  return { pages: ending('/page'), handlers: ending('/route'), actions: readActions(paths) }
}

type Reference = { workers: Record<string, unknown>; exportedName: string; filename: string }

function readActions(paths: Record<string, string>): BuiltAction[] {
  const { node } = readManifest<{ node: Record<string, Reference> }>(
    'server/server-reference-manifest.json',
  )
  return Object.entries(node).map(([id, { workers, exportedName, filename }]) => {
    const pages = Object.keys(workers).flatMap((file) => paths[file.replace(/^app/, '')] ?? [])
    return { id, name: exportedName, file: filename, pages }
  })
}

function readManifest<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(build, file), 'utf8')) as Content
}
