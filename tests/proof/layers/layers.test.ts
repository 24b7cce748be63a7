import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rooms } from '../../../.dependency-cruiser.mjs'

/*
 * A small project with our layers, in which each forbidden import has an allowed counterpart. The
 * tool runs once, with the configuration of `npm run check`.
 */

const root = join(import.meta.dirname, '../../..')
const packages = [
  ...['next', 'next-auth', 'react', 'zod', '@prisma/client', 'pg', 'server-only', 'bowser'],
]

const refused: readonly [from: string, to: string, rule: string][] = [
  ['app/(landing)/page.tsx', '@/lib/services/use-case', 'landing'],
  ['app/account/page.tsx', '@/lib/data/rows', 'app'],
  ['app/account/page.tsx', '@/lib/crypto/random', 'app'],
  ['app/account/page.tsx', '@/components/admin/table', 'app'],
  ['app/account/page.tsx', '@/app/mailbox/page', 'app'],
  ['app/mailbox/page.tsx', '@/lib/inspector/recorder', 'mailbox'],
  ['app/(app)/admin/page.tsx', '@/lib/data/rows', 'admin'],
  ['components/ui/button.tsx', '../../app/actions', 'components'],
  ['components/ui/button.tsx', '@/auth', 'components'],
  ['components/ui/button.tsx', '@/lib/services/use-case', 'components'],
  ['components/ui/button.tsx', '@/lib/env', 'components'],
  ['components/ui/button.tsx', '@/lib/auth/guards', 'components'],
  ['components/ui/button.tsx', '@/components/landing/hero', 'components'],
  ['components/ui/button.tsx', 'server-only', 'components-packages'],
  ['app/http.config.ts', '@/lib/services/use-case', 'httpConfig'],
  ['middleware.ts', '@/lib/services/use-case', 'middleware'],
  ['middleware.ts', '@/lib/data/rows', 'middleware'],
  ['lib/functions/front.ts', '@/lib/crypto/random', 'functions'],
  ['instrumentation.ts', '@/lib/services/use-case', 'instrumentation'],
  ['lib/auth/guards.ts', '@/components/ui/button', 'auth'],
  ['lib/auth/guards.ts', '@/app/actions', 'auth'],
  ['lib/auth/guards.ts', '@/lib/inspector/recorder', 'auth'],
  ['lib/services/use-case.ts', '@/lib/auth/viewer', 'services'],
  ['lib/services/use-case.ts', 'next', 'services-packages'],
  ['lib/services/use-case.ts', 'next-auth', 'services-packages'],
  ['lib/services/use-case.ts', 'react', 'services-packages'],
  ['lib/services/use-case.ts', '@prisma/client', 'services-packages'],
  ['lib/services/use-case.ts', '@/lib/services/mailbox/read-mail', 'services'],
  ['lib/services/mailbox/read-mail.ts', '@/lib/auth/viewer', 'partServices'],
  ['lib/jobs/purge.ts', '@/lib/mail/worker', 'jobs'],
  ['lib/doctor/doctor.ts', '@/lib/services/use-case', 'doctor'],
  ['lib/mail/worker.ts', '@/lib/services/use-case', 'mail'],
  ['lib/http/front.ts', '@/lib/data/rows', 'http'],
  ['lib/http/front.ts', '@/lib/env', 'http'],
  ['lib/telemetry/reader.ts', '@/lib/services/use-case', 'telemetry'],
  ['lib/password/hash.ts', '@/lib/data/rows', 'password'],
  ['lib/data/rows.ts', '../services/use-case', 'data'],
  ['lib/data/rows.ts', '@/lib/auth/viewer', 'data'],
  ['lib/data/rows.ts', 'next', 'data-packages'],
  ['lib/image/encode.ts', '@/lib/data/rows', 'image'],
  ['lib/crypto/random.ts', '@/lib/data/rows', 'crypto'],
  ['lib/metrics/metrics.ts', '@/lib/data/rows', 'metrics'],
  ['lib/platform/log.ts', '@/lib/domain/accounts/rules', 'platform'],
  ['lib/env.ts', '@/lib/platform/log', 'env'],
  ['lib/schemas/fields.ts', '@/lib/platform/errors', 'schemas'],
  ['lib/domain/accounts/rules.ts', '@/lib/data/rows', 'domain'],
  ['lib/domain/accounts/rules.ts', '../../env', 'domain'],
  ['lib/domain/accounts/rules.ts', 'node:fs', 'domain-packages'],
  ['lib/domain/accounts/rules.ts', 'server-only', 'domain-packages'],
  ['lib/product.ts', '@/lib/env', 'product'],
  ['types/next-auth.d.ts', '@/lib/data/rows', 'types'],
  ['prisma/seed.ts', '@/lib/services/use-case', 'prisma'],
  ['scripts/run/start.ts', '@/tests/setup/cluster', 'scripts'],
  ['scripts/measure/bench.ts', '@/tests/setup/cluster', 'measuring'],
  ['next.config.ts', '@/lib/services/use-case', 'config'],
  ['lib/inspector/recorder.ts', '@/tests/setup/cluster', 'inspector'],
  ['lib/utils/dates.ts', '@/lib/domain/time', 'no-room'],
  ['lib/data/newer.ts', './rows-of-nobody', 'unresolved'],
]

const allowed: readonly [from: string, to: string][] = [
  ['app/(landing)/page.tsx', '@/components/landing/hero'],
  ['app/account/page.tsx', '@/lib/services/use-case'],
  ['app/account/page.tsx', '@/auth'],
  ['app/mailbox/page.tsx', '@/lib/services/mailbox/read-mail'],
  ['app/(auth)/sign-up/page.tsx', '@/app/mailbox/page'],
  ['lib/services/mailbox/read-mail.ts', '@/lib/services/use-case'],
  ['app/(app)/admin/page.tsx', '@/components/admin/table'],
  ['components/admin/table.tsx', '@/components/ui/button'],
  ['components/ui/button.tsx', '@/lib/auth/sign-in-client'],
  ['components/ui/button.tsx', 'react'],
  ['middleware.ts', '@/lib/auth/guards'],
  ['instrumentation.ts', '@/lib/jobs/purge'],
  ['lib/auth/guards.ts', '@/lib/services/use-case'],
  ['lib/services/use-case.ts', '../data/rows'],
  ['lib/services/use-case.ts', 'node:crypto'],
  ['lib/jobs/purge.ts', '@/lib/services/use-case'],
  ['lib/doctor/doctor.ts', '@/lib/data/rows'],
  ['lib/mail/worker.ts', '@/lib/data/rows'],
  ['lib/http/front.ts', '@/lib/metrics/metrics'],
  ['lib/telemetry/reader.ts', '@/lib/env'],
  ['lib/password/hash.ts', '@/lib/metrics/metrics'],
  ['lib/data/rows.ts', '@prisma/client'],
  ['lib/data/rows.ts', '@/lib/env'],
  ['lib/image/encode.ts', '@/lib/platform/log'],
  ['lib/crypto/random.ts', 'node:crypto'],
  ['lib/metrics/metrics.ts', '@/lib/platform/errors'],
  ['lib/platform/log.ts', '@/lib/env'],
  ['lib/env.ts', 'zod'],
  ['lib/schemas/fields.ts', '@/lib/domain/accounts/rules'],
  ['lib/domain/accounts/rules.ts', '../time'],
  ['types/next-auth.d.ts', '@/lib/services/use-case'],
  ['prisma/seed.ts', '@/lib/data/rows'],
  ['scripts/run/start.ts', '@/lib/services/use-case'],
  ['scripts/measure/bench.ts', '@/tests/bench/run'],
  ['next.config.ts', '@/lib/env-build'],
  ['lib/inspector/recorder.ts', '@/lib/data/rows'],
  ['tests/bench/run.ts', '@/lib/inspector/recorder'],
]

/** Other files that are imported, or that nothing imports. */
const others = [
  ...['app/actions.ts', 'auth.ts', 'lib/domain/time.ts', 'lib/platform/errors.ts'],
  'lib/env-build.ts',
  ...['lib/auth/viewer.ts', 'lib/auth/sign-in-client.ts', 'components/landing/hero.tsx'],
  ...['tests/setup/cluster.ts', 'lib/misc/leftover.ts', 'lib/loose.ts', 'server/main.ts'],
]

type Violation = { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }

let house: string
let violations: readonly Violation[]

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'layers-'))
  for (const name of packages) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    await write(`node_modules/${name}/index.js`, 'module.exports = {}\n')
  }
  await write(
    'package.json',
    JSON.stringify({ dependencies: Object.fromEntries(packages.map((name) => [name, '1'])) }),
  )
  await write('tsconfig.json', JSON.stringify({ compilerOptions: { paths: { '@/*': ['./*'] } } }))
  const imports = new Map<string, string[]>(others.map((file) => [file, []]))
  for (const [from, to] of [...refused, ...allowed]) {
    imports.set(from, [...(imports.get(from) ?? []), to])
  }
  for (const [file, sources] of imports) {
    await write(file, sources.map((source) => `import type {} from '${source}'\n`).join(''))
  }
  await write('lib/data/circle/one.ts', `import type { Two } from './two'\nexport type One = Two\n`)
  await write('lib/data/circle/two.ts', `import type { One } from './one'\nexport type Two = One\n`)
  violations = await violationsIn(house)
})

afterAll(() => rm(house, { recursive: true }))

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(house, file)), { recursive: true })
  await writeFile(join(house, file), content)
}

async function violationsIn(folder: string): Promise<readonly Violation[]> {
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(root, '.dependency-cruiser.mjs')
  const args = [tool, '--config', config, '--output-type', 'json', '.']
  // It exits with the number of violations.
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    maxBuffer: 50_000_000,
  }).catch((error: { stdout: string }) => error)
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } }
  return summary.violations
}

/** The rules an import violated; circular imports are tested separately. */
function rulesBroken(from: string, to: string): string[] {
  const file = to.replace(/^(@|\.\.?(\/\.\.)*)\//, '').replace(/^node:/, '')
  return violations
    .filter((one) => one.from === from && one.to.includes(file) && one.rule.name !== 'circle')
    .map(({ rule }) => rule.name)
}

test.each(refused)('%s may not import %s', (from, to, rule) => {
  expect(rulesBroken(from, to)).toContain(rule)
})

test.each(allowed)('%s may import %s', (from, to) => {
  expect(rulesBroken(from, to)).toEqual([])
})

test('circular imports are refused, including type-only ones', () => {
  const circles = violations.filter(({ rule }) => rule.name === 'circle')

  expect(circles.map(({ from }) => from)).toContain('lib/data/circle/one.ts')
})

test.each(['lib/misc/leftover.ts', 'lib/loose.ts', 'server/main.ts'])(
  '%s is in no layer, and is refused even without imports',
  (file) => {
    expect(violations).toContainEqual(
      expect.objectContaining({ from: file, rule: expect.objectContaining({ name: 'no-room' }) }),
    )
  },
)

test.each(Object.entries(rooms).filter(([name]) => name !== 'tests'))(
  'a refusal in %s says what to do instead, and is tested here',
  (name, { instead }) => {
    expect(instead).toMatch(/^[A-Z].{20,}\.$/)
    expect(refused.some(([, , rule]) => rule.replace('-packages', '') === name)).toBe(true)
  },
)
