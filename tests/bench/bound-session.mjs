import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { cookieIn, signInAnswer } from './measures.mjs'

/**
 * Signs in and binds the session, as a browser does that can.
 *
 * @param {import('./http-load.mjs').Client} client
 * @returns {Promise<string>} the cookies of the session and of the device
 */
export async function boundCookies(client) {
  const { headers } = await signInAnswer(client)
  const session = cookieIn(headers['set-cookie'], 'session')
  const [, challenge] =
    /challenge="([^"]+)"/.exec(`${headers['secure-session-registration']}`) ?? []
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const proof = await new SignJWT({ jti: String(challenge) })
    .setProtectedHeader({ alg: 'ES256', typ: 'dbsc+jwt', jwk: await exportJWK(publicKey) })
    .sign(privateKey)
  const answer = await client.send({
    path: '/api/session-binding/register',
    method: 'POST',
    headers: { cookie: session, 'secure-session-response': proof },
  })
  return `${session}; ${cookieIn(answer.headers['set-cookie'], 'bound')}`
}
