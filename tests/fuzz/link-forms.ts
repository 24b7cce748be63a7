import type { TestDatabase } from '../e2e/setup/database'
import { createAccount, createLink, createPendingSignUp, somebody } from '../e2e/setup/people'
import { HttpVisitor } from '../setup/http-visitor'
import { formsIn, type Form } from './forms'

/** The forms behind mailed links, each good for one use, of somebody whom requests may damage. */
export async function openLinkForms(port: number, database: TestDatabase): Promise<Form[]> {
  const user = await createAccount(database, somebody())
  const links = {
    '/verify-email': await createPendingSignUp(database, somebody()),
    '/reset-password': await createLink(database, user, 'RESET_PASSWORD'),
    '/undo-email': await createLink(database, user, 'UNDO_EMAIL_CHANGE'),
    '/not-me': await createLink(database, user, 'NOT_ME'),
  }
  const forms = Object.entries(links).map(async ([path, token]) => {
    const visitor = new HttpVisitor(port)
    await visitor.get(`${path}?token=${token}`)
    const { body } = await visitor.get(path)
    return formsIn(path, body).filter(({ hidden }) => hidden.some(({ name }) => name === 'link'))
  })
  return (await Promise.all(forms)).flat()
}
