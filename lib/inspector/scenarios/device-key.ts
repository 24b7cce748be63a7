import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/**
 * What a browser answers to the offer to bind its session: a new key, which nobody keeps, and its signature
 * over the challenge.
 *
 * @param offer the header `Secure-Session-Registration`
 */
export async function registrationProof(offer: string): Promise<string> {
  const [, challenge = ''] = /challenge="([^"]+)"/.exec(offer) ?? []
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return new SignJWT({})
    .setJti(challenge)
    .setProtectedHeader({ alg: 'ES256', typ: 'dbsc+jwt', jwk })
    .sign(privateKey)
}
