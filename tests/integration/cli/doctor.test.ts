import { expect, test } from 'vitest'
import { newAccount } from '../setup/new-account'
import { compiledCli } from './run-cli'

const cli = compiledCli()

test('doctor exits with 0 when nothing is broken', async () => {
  await newAccount({ role: 'ADMIN' })
  const { code, stdout, stderr } = await cli(['doctor'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^ok +database +PostgreSQL \d+/m)
  expect(stdout).toMatch(/^ok +migrations +All migrations are applied\.$/m)
  expect(stdout).toMatch(/^Nothing is broken; \d+ warnings?\.$/m)
})

test('doctor exits with 1 when something is broken, and suggests fixes without showing secrets', async () => {
  const env = { DATABASE_URL: 'postgresql://latchkey:hunter2@127.0.0.1:1/latchkey' }
  const [plain, json] = await Promise.all([
    cli(['doctor'], { env }),
    cli(['doctor', '--json'], { env }),
  ])
  expect(plain.code).toBe(1)
  expect(plain.stdout).toMatch(/^BROKEN +database .*\n +→ Start it, or fix DATABASE_URL/m)
  expect(json.code).toBe(1)
  const report = JSON.parse(json.stdout) as { ok: boolean; findings: { state: string }[] }
  expect(report.ok).toBe(false)
  expect(report.findings.filter(({ state }) => state === 'broken')).toHaveLength(1)
  const secrets = [process.env.AUTH_SECRET, process.env.PASSWORD_PEPPER?.split(':')[1]]
  for (const secret of ['hunter2', ...secrets]) {
    expect(secret).toMatch(/./)
    expect(plain.stdout + json.stdout).not.toContain(secret)
  }
})
