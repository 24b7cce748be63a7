import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { removeDatabase, startDatabase } from '@/scripts/run/database.mjs'
import { createDatabase } from '@/scripts/run/databases.mjs'
import { root } from '@/scripts/places.mjs'
import { compiledCli } from './run-cli'

const cli = compiledCli()

/** The environment of an operator's shell: nothing in it indicates a test. */
const PRODUCTION = {
  LATCHKEY_MODE: undefined,
  BCRYPT_COST: undefined,
  AUTH_URL: 'https://accounts.example.com',
  SMTP_URL: 'smtp://127.0.0.1:1',
  BREACH_CHECK_URL: 'http://127.0.0.1:1',
}

test('DATABASE_URL selects production, with all of its requirements', async () => {
  const complete = await cli(['reset-link', 'nobody'], { env: PRODUCTION })
  expect(complete).toMatchObject({ code: 1, stderr: expect.stringMatching(/^There is no account/) })

  const lacking = await cli(['reset-link', 'nobody'], {
    env: { ...PRODUCTION, AUTH_SECRET: '', SMTP_URL: '' },
  })
  expect(lacking.code).toBe(1)
  expect(lacking.stderr).toBe(
    'The environment is not valid:\n  - AUTH_SECRET is missing\n  - SMTP_URL is missing\n',
  )
})

test('an incomplete environment is never mistaken for the demo', async () => {
  const env = { ...PRODUCTION, DATABASE_URL: '' }
  const { code, stdout, stderr } = await cli(['unlock', 'somebody'], { env })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr.trim()).toBe(
    'AUTH_SECRET is set, but DATABASE_URL is not. Set it to the database to work on. ' +
      'To use the demo database, add --demo.',
  )
})

test('without a build, the error says how to make one', async () => {
  const env = { ...PRODUCTION, LATCHKEY_DIST_DIR: '.data/test/nowhere' }
  const { code, stderr } = await cli(['doctor'], { env })
  expect(code).toBe(1)
  expect(stderr.trim()).toBe('There is no build to run. First run: npm run build')
})

test('an unreachable database is one sentence, without the password', async () => {
  const env = { DATABASE_URL: 'postgresql://latchkey:hunter2@127.0.0.1:1/latchkey' }
  const [plain, json] = await Promise.all([
    cli(['unlock', 'somebody'], { env }),
    cli(['unlock', 'somebody', '--json'], { env }),
  ])
  const sentence =
    'Cannot reach the database. Check DATABASE_URL, or run npm run cli -- doctor for details.'
  expect(plain).toEqual({ code: 1, stdout: '', stderr: `${sentence}\n` })
  expect(json).toMatchObject({ code: 1, stderr: '' })
  expect(JSON.parse(json.stdout)).toEqual({ ok: false, error: sentence })
})

test('a database with missing migrations is left alone', async () => {
  const url = new URL(inject('cluster').url)
  url.pathname = `/${inject('cluster').prefix}empty_${process.pid}`
  await createDatabase(url.href)
  const { code, stderr } = await cli(['unlock', 'somebody'], { env: { DATABASE_URL: url.href } })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The database is missing \d+ migrations\. First run: npm run/)
})

test('help and usage errors need no database', async () => {
  const env = { DATABASE_URL: 'postgresql://127.0.0.1:1/none' }
  const [help, about, mistake, none] = await Promise.all([
    cli(['--help'], { env }),
    cli(['unlock', '--help'], { env }),
    cli(['unlok'], { env }),
    cli([], { env }),
  ])
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(about.stdout).toMatch(/^Usage: npm run cli -- unlock <who>/)
  expect(mistake.code).toBe(2)
  expect(mistake.stderr).toMatch(/^Unknown command "unlok"\. Commands: create-admin, /)
  expect(none.stdout).toBe(help.stdout)
})

/** Runs `npm run cli` as in a clone, with a `.data` folder of the test's own. */
async function openLocal(folder: string) {
  const code = `
    import { openLocal } from '${root}/scripts/operate/cli-local.mjs'
    try {
      const close = await openLocal('${folder}')
      const { LATCHKEY_MODE, AUTH_URL, DATABASE_URL, AUTH_SECRET } = process.env
      console.log(JSON.stringify({ LATCHKEY_MODE, AUTH_URL, DATABASE_URL, AUTH_SECRET }))
      await close()
    } catch (error) {
      console.log(JSON.stringify({ refused: error.message }))
    }`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    env: { ...process.env, PORT: '' },
  })
  let output = ''
  child.stdout.on('data', (part) => (output += String(part)))
  await new Promise((resolve) => child.once('close', resolve))
  return JSON.parse(output) as Record<string, string>
}

test("in a clone the demo's running database is used, and never a second one", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-clone-'))
  await chmod(folder, 0o711)
  const cluster = join(folder, 'pg')
  const postmaster = () => readFile(join(cluster, 'data', 'postmaster.pid'), 'utf8')
  try {
    expect(await openLocal(folder)).toEqual({
      refused: 'There is no demo database yet. Run npm run demo once, or set DATABASE_URL.',
    })
    const demo = await startDatabase({ folder: cluster, name: 'latchkey' })
    const [pid] = (await postmaster()).split('\n')

    const opened = await openLocal(folder)

    expect(opened).toMatchObject({
      LATCHKEY_MODE: 'demo',
      AUTH_URL: 'http://localhost:3000',
      DATABASE_URL: demo.url,
    })
    const secrets = await readFile(join(folder, 'secrets.json'), 'utf8')
    expect(secrets).toContain(opened.AUTH_SECRET)
    expect((await postmaster()).split('\n')[0]).toBe(pid) // Still running after the command.

    await demo.stop()
    expect(await openLocal(folder)).toMatchObject({ LATCHKEY_MODE: 'demo' })
    await expect(postmaster()).rejects.toThrow('ENOENT') // Started for the command, and stopped.
  } finally {
    await removeDatabase(cluster)
    await rm(folder, { recursive: true, force: true })
  }
})
