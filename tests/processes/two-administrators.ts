import type { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn, multipart } from '../e2e/setup/http'
import { createAccount, somebody, type User } from '../e2e/setup/people'
import { HttpVisitor, type HttpAnswer } from '../setup/http-visitor'
import type { SeveralProcesses } from './several-processes'

/** What one administrator can do that leaves another none, by the button on the user's page. */
const ENDINGS = {
  'Remove admin': { confirmed: 'yes' },
  'Disable account': { confirmed: 'yes', reason: 'Left the company', until: '' },
  'Delete user': {},
}

type Ending = keyof typeof ENDINGS
type Pair = readonly [Ending, Ending]

/** What the two do. `the worst`: what once left none in ten of thirty-six rounds. */
export function pairsOfEndings(which: 'the worst' | 'every, four times'): Pair[] {
  const names = Object.keys(ENDINGS) as Ending[]
  const every = names.flatMap((one) => names.map((other): Pair => [one, other]))
  if (which === 'every, four times') return [every, every, every, every].flat()
  return every.filter((pair) => pair.includes('Disable account') && !pair.includes('Remove admin'))
}

type Form = { path: string; data: Buffer; contentType: string; cookie: string }

/**
 * Two administrators, the only ones, who do this to each other at the same moment, each in another
 * process.
 *
 * @returns both answers
 */
export async function actOnEachOther(
  processes: SeveralProcesses,
  database: TestDatabase,
  endings: Pair,
): Promise<HttpAnswer[]> {
  await database.rows(`UPDATE users SET role = 'USER' WHERE role = 'ADMIN'`)
  const one = await createAccount(database, somebody(), { role: 'ADMIN' })
  const other = await createAccount(database, somebody(), { role: 'ADMIN' })
  const forms = await Promise.all([
    openForm(processes, one, other, endings[0]),
    openForm(processes, other, one, endings[1]),
  ])
  return Promise.all(
    forms.map(({ path, data, contentType, cookie }, index) =>
      processes.postTo(index, path, data, { 'content-type': contentType, cookie }),
    ),
  )
}

/** Somebody's form about another user, filled in and confirmed. */
async function openForm(
  processes: SeveralProcesses,
  by: User,
  about: User,
  button: Ending,
): Promise<Form> {
  const visitor = new HttpVisitor(processes.port)
  await visitor.signIn(by.email, by.password)
  const path = `/admin/users/${about.id}`
  const { body } = await visitor.get(path, { accept: 'text/html' })
  const typed = { ...ENDINGS[button], username: about.username }
  const parts = Object.entries(typed).map(([name, value]) => ({ name, value }))
  return { path, ...multipart([...actionFieldsIn(body, button), ...parts]), cookie: visitor.cookie }
}
