import { actionFieldsIn } from '../e2e/setup/http'
import { createPasskey } from '../e2e/setup/passkeys'
import { createAccount, somebody } from '../e2e/setup/people'
import { enrol, postAs } from '../setup/factors'
import { HttpVisitor } from '../setup/http-visitor'
import { addSession, eventOf, goneFrom, type Operations } from './operation'

/** What administrators do for somebody who has lost everything. */
export const ADMIN_OPERATIONS: Operations = {
  'two-factor reset': async ({ port, database }) => {
    const admin = await createAccount(database, somebody(), { role: 'ADMIN' })
    const user = await createAccount(database, somebody())
    await enrol(database, user)
    await createPasskey(database, user, 'Blue key')
    await addSession(database, user)
    const visitor = new HttpVisitor(port)
    await visitor.signIn(admin.email, admin.password)
    const path = `/admin/users/${user.id}`
    const form = actionFieldsIn((await visitor.get(path)).body, 'Reset two-factor')
    const fields = { username: user.username, reason: 'Lost the phone' }
    return {
      send: () => postAs(visitor, path, form, fields),
      facts: [
        ['users WHERE id = $1::uuid AND "twoFactorEnabledAt" IS NULL', [user.id]],
        [goneFrom('authenticators', '"userId" = $1::uuid'), [user.id]],
        [goneFrom('recovery_codes', '"userId" = $1::uuid'), [user.id]],
        [goneFrom('passkeys', '"userId" = $1::uuid'), [user.id]],
        ['sessions WHERE "userId" = $1::uuid AND "revokedAt" IS NOT NULL', [user.id]],
        [`outbox_mails WHERE "to" = $1 AND template = 'two-factor-reset'`, [user.email]],
        [eventOf('two_factor_reset', 'id = $1::uuid'), [user.id]],
      ],
    }
  },
}
