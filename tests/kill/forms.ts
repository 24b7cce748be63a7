import type { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn, type Part } from '../e2e/setup/http'
import '../e2e/setup/links' // The secrets of the test servers.
import { createAccount, somebody } from '../e2e/setup/people'
import { HttpVisitor } from '../setup/http-visitor'
import { sealLinkReference, type LinkPage } from '@/lib/crypto/link-reference'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { addPasskey, enrol, signedIn } from '../setup/factors'

/** The fields React adds to each form to make it work without JavaScript: constant for a build. */
export type Forms = Record<
  | 'signUp'
  | 'verifyEmail'
  | 'resetPassword'
  | 'deleteAccount'
  | 'twoFactorOn'
  | 'twoFactorOff'
  | 'newCodes'
  | 'addPasskey'
  | 'removePasskey',
  Part[]
>

export async function readForms(
  port: number,
  database: TestDatabase,
  addLink: (user: { id: string }, purpose: string, email: string) => Promise<string>,
): Promise<Forms> {
  const user = await createAccount(database, somebody())
  const person = new HttpVisitor(port)
  await person.signIn(user.email, user.password)
  const withLink = (page: LinkPage, token: string) => {
    const visitor = new HttpVisitor(port)
    visitor.cookies.set(cookieName('link'), sealLinkReference(page, token))
    return visitor
  }
  const fields = async (visitor: HttpVisitor, path: string, fieldName: string) =>
    actionFieldsIn((await visitor.get(path)).body, fieldName)
  const confirming = withLink(
    'verify-email',
    await addLink(user, 'CHANGE_EMAIL', `new-${user.email}`),
  )
  const resetting = withLink('reset-password', await addLink(user, 'RESET_PASSWORD', user.email))
  return {
    signUp: await fields(new HttpVisitor(port), '/sign-up', 'email'),
    verifyEmail: await fields(confirming, '/verify-email', 'password'),
    resetPassword: await fields(resetting, '/reset-password', 'password'),
    deleteAccount: await fields(person, '/account/data', 'Delete account'),
    ...(await readFactorForms(port, database)),
  }
}

async function readFactorForms(port: number, database: TestDatabase) {
  const { user, visitor } = await signedIn({ port, database })
  const fields = async (path: string, what: string) =>
    actionFieldsIn((await visitor.get(path)).body, what)
  const [twoFactor, passkeys] = ['/account/two-factor', '/account/passkeys']
  const twoFactorOn = await fields(twoFactor, 'code')
  await enrol(database, user)
  const addForm = await fields(passkeys, 'passkey')
  await addPasskey({ port, addForm }, visitor)
  return {
    twoFactorOn,
    twoFactorOff: await fields(twoFactor, 'Turn off two-factor'),
    newCodes: await fields(twoFactor, 'Show new recovery codes'),
    addPasskey: addForm,
    removePasskey: await fields(passkeys, 'Remove'),
  }
}
