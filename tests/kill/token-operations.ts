import { actionFieldsIn } from '../e2e/setup/http'
import { createAccessToken, postAs, signedIn } from '../setup/factors'
import { eventOf, type Operations } from './operation'

const OF_USER = '"userId" = $1::uuid'
const PAGE = '/account/tokens'

/** What people do with access tokens. */
export const TOKEN_OPERATIONS: Operations = {
  'token created': async (place) => {
    const { user, visitor } = await signedIn(place)
    const form = actionFieldsIn((await visitor.get(PAGE)).body, 'expires')
    const fields = { name: 'Backup script', scope: 'write', expires: '30' }
    return {
      send: () => postAs(visitor, PAGE, form, fields),
      facts: [
        [`api_tokens WHERE ${OF_USER}`, [user.id]],
        [eventOf('authn_token_created', 'id = $1::uuid'), [user.id]],
      ],
    }
  },

  'token revoked': async (place) => {
    const { user, visitor } = await signedIn(place)
    await createAccessToken(visitor, 'Backup script')
    const form = actionFieldsIn((await visitor.get(PAGE)).body, 'token')
    const [row] = await place.database.rows(`SELECT id FROM api_tokens WHERE ${OF_USER}`, [user.id])
    return {
      send: () => postAs(visitor, PAGE, form, { token: String(row?.id) }),
      facts: [
        [`api_tokens WHERE ${OF_USER} AND "revokedAt" IS NOT NULL`, [user.id]],
        [eventOf('authn_token_revoked', 'id = $1::uuid'), [user.id]],
      ],
    }
  },
}
