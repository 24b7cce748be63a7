import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '@/scripts/places.mjs'
import { testDistFolder } from '@/scripts/test/test-server.mjs'

type Action = { id: string; pages: string[] }

export type Targets = {
  /** As Next writes them: `/admin/users/[id]`, `/api/auth/[...nextauth]`. */
  routes: string[]
  /** Every server action of the build, and its pages. */
  actions: Action[]
  /** A few static files. */
  files: string[]
}

/** The paths of Auth.js below its single route. */
export const AUTH_PATHS = [
  ...['csrf', 'providers', 'session', 'signin', 'signout', 'error', 'verify-request'],
  ...['signin/credentials', 'callback/credentials', 'webauthn-options', '_log'],
  ...['callback/two-factor', 'callback/passkey'],
]

const folder = join(root, testDistFolder)

/** Reads the endpoints from the build itself, so that new routes are covered automatically. */
export async function discoverTargets(): Promise<Targets> {
  const [routes, actions, chunks] = await Promise.all([
    readJson<Record<string, string>>('app-path-routes-manifest.json'),
    readJson<{ node: Record<string, { workers: Record<string, unknown> }> }>(
      'server/server-reference-manifest.json',
    ),
    readdir(join(folder, 'static', 'chunks')),
  ])
  const pagesOf = (workers: Record<string, unknown>) =>
    Object.keys(workers).flatMap((worker) => routes[worker.replace(/^app/, '')] ?? [])
  return {
    routes: Object.values(routes),
    actions: Object.entries(actions.node).map(([id, { workers }]) => ({
      id,
      pages: pagesOf(workers),
    })),
    files: [
      ...chunks.slice(0, 3).map((name) => `/_next/static/chunks/${name}`),
      ...['/favicon.ico', '/robots.txt', '/_next/image', '/_next/data/x/dashboard.json'],
    ],
  }
}

/** @param fill replaces each parameter */
export function pathOf(route: string, fill: (name: string) => string): string {
  return route.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, (_whole, name: string) => fill(name))
}

async function readJson<Value>(name: string): Promise<Value> {
  return JSON.parse(await readFile(join(folder, name), 'utf8')) as Value
}
