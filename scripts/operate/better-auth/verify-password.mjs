import { createHmac, timingSafeEqual } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { derive } from '../../../lib/password/imported/derive.mjs'

/*
 * Verifies exported passwords in Better Auth. `npm run cli -- export` copies this file and derive.mjs;
 * they need `bcryptjs`, and `hash-wasm` for argon2. Passwords that Better Auth has hashed itself are left
 * to it.
 */

const EXPORTED = /^exported:([A-Z_]+):([^:]*):(.+)$/s

/**
 * For `emailAndPassword: { password: { verify: verifyExportedPassword(process.env.PASSWORD_PEPPER) } }`.
 *
 * @param {string} peppers `PASSWORD_PEPPER` of the installation that exported: `id:secret[,id:secret…]`
 * @param {(given: { hash: string, password: string }) => Promise<boolean>} verifyOwn `verifyPassword` of
 *   `better-auth/crypto`
 */
export function verifyExportedPassword(peppers, verifyOwn) {
  const secrets = new Map(
    peppers.split(',').map((pepper) => {
      const [id = '', ...secret] = pepper.trim().split(':')
      return [id, secret.join(':')]
    }),
  )
  /** @param {{ hash: string, password: string }} given */
  return async function verify({ hash, password }) {
    const [all, scheme, pepperId = '', stored = ''] = EXPORTED.exec(hash) ?? []
    if (all === undefined) return verifyOwn({ hash, password })
    if (password === '' || password.includes('\0')) return false
    if (scheme === 'BCRYPT') return bcrypt.compare(password, stored)
    const pepper = secrets.get(pepperId)
    if (pepper === undefined) throw new Error(`PASSWORD_PEPPER lacks the secret "${pepperId}"`)
    if (scheme !== 'IMPORTED') return bcrypt.compare(prehash(password, pepper), stored)
    const { digest, ...derivation } = JSON.parse(stored)
    const derived = await derive(password, derivation)
    const own = createHmac('sha384', pepper).update('imported\0').update(derived).digest()
    const theirs = Buffer.from(digest, 'base64')
    return own.length === theirs.length && timingSafeEqual(own, theirs)
  }
}

/**
 * @param {string} password
 * @param {string} pepper
 */
function prehash(password, pepper) {
  return createHmac('sha384', pepper).update(password.normalize('NFC'), 'utf8').digest('base64')
}
