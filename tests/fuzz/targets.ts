import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '@/scripts/places.mjs'
import { testDistFolder } from '@/scripts/test/test-server.mjs'

type Action = { id: string; pages: string[] }

export type Targets = {
  /** As Next knows them: `/admin/users/[id]`, `/api/auth/[...nextauth]`. */
  routes: string[]
  /** Every server action of the build, and the pages that carry it. */
  actions: Action[]
  /** A few of the files it serves. */
  files: string[]
}

/** What Auth.js answers to below its one route. */
export const AUTH_PATHS = [
  ...['csrf', 'providers', 'session', 'signin', 'signout', 'error', 'verify-request'],
  ...['signin/credentials', 'callback/credentials', 'webauthn-options', '_log'],
]

const folder = join(root, testDistFolder)

/** Reads what the build itself says can be asked for, so that a new route is covered by itself. */
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

/** @param fill what stands for each parameter */
export function pathOf(route: string, fill: (name: string) => string): string {
  return route.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, (_whole, name: string) => fill(name))
}

async function readJson<Value>(name: string): Promise<Value> {
  return JSON.parse(await readFile(join(folder, name), 'utf8')) as Value
}
