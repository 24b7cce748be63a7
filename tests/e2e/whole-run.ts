import { readFile } from 'node:fs/promises'
import { expect, test } from './latchkey'
import { PASSWORD } from './setup/people'
import { runningServer, SERVER_NAMES } from './setup/servers'

/*
 * What holds for the run as a whole, looked at once everything else is over. That no page violated
 * its security policy or met an error is held by every test itself: see `setup/problems.ts`.
 */

type Line = { level?: string; event?: string }

/** Passwords typed in these tests; tokens and cookies by their shapes. */
const SECRETS = [
  new RegExp(PASSWORD),
  /meadow copper lighthouse/,
  /a different sunny password/,
  /token=[A-Za-z0-9_-]{43}/,
  /eyJhbGciOiJkaXIi/,
  /\$2[aby]\$\d\d\$/,
]

for (const name of SERVER_NAMES) {
  test(`the log of the server "${name}" holds no error and no secret`, async () => {
    const text = await readFile(runningServer(name).logFile, 'utf8')
    const lines = text.trim().split('\n')
    expect(lines.length).toBeGreaterThan(2)
    const written = lines.map((line) => JSON.parse(line) as Line)

    const errors = lines.filter((_, at) => /^(error|fatal)$/.test(written[at]?.level ?? ''))
    expect(errors).toEqual([])
    for (const secret of SECRETS) {
      expect(lines.filter((line) => secret.test(line))).toEqual([])
    }
  })
}
