import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import type { NewPasskey } from '@/lib/data/passkeys/passkeys'
import { userHandleOf } from '@/lib/services/passkeys/relying-party'

/** User present, and user verified (WebAuthn Level 3, 6.1). */
const FLAGS = 0x05
const NO_AAGUID = '00000000-0000-0000-0000-000000000000'
/** COSE: a map of five, EC2, ES256, P-256, then x and y of 32 bytes each (RFC 9053). */
const COSE_HEAD = Buffer.from('a50102032620012158', 'hex')
const COSE_LENGTH = Buffer.from('20', 'hex')
const COSE_Y = Buffer.from('225820', 'hex')

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()

/** The passkey of a throwaway account: a key that signs whatever it is given, as no browser would. */
export class SoftwareKey {
  readonly #id = randomBytes(32).toString('base64url')
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #userId: string

  constructor(userId: string) {
    this.#userId = userId
  }

  /** What the site keeps of it. */
  row(rpId: string): NewPasskey {
    return {
      ...{ userId: this.#userId, credentialId: this.#id, rpId, name: 'Throwaway passkey' },
      ...{ publicKey: cosePublicKey(this.#keys.publicKey), counter: 0, aaguid: NO_AAGUID },
      ...{ transports: [], isBackedUp: false, client: { address: '', userAgent: '' } },
    }
  }

  /**
   * Answers a challenge.
   *
   * @param signed.origin the site whose page asked
   * @param signed.counter how often the key has signed, as it says
   * @returns as `PublicKeyCredential.toJSON()` writes it
   */
  answer(challenge: string, signed: { origin: string; counter: number }): string {
    const { origin, counter } = signed
    const clientData = { type: 'webauthn.get', challenge, origin, crossOrigin: false }
    const clientDataJSON = Buffer.from(JSON.stringify(clientData))
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const authenticatorData = Buffer.concat([
      sha256(new URL(origin).hostname),
      Buffer.from([FLAGS]),
      count,
    ])
    const data = Buffer.concat([authenticatorData, sha256(clientDataJSON)])
    return JSON.stringify({
      ...{ id: this.#id, rawId: this.#id, type: 'public-key' },
      response: {
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', data, this.#keys.privateKey).toString('base64url'),
        userHandle: userHandleOf(this.#userId),
      },
    })
  }
}

function cosePublicKey(key: KeyObject): Uint8Array<ArrayBuffer> {
  const { x = '', y = '' }: JsonWebKey = key.export({ format: 'jwk' })
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  return Uint8Array.from(Buffer.concat([COSE_HEAD, COSE_LENGTH, bytes(x), COSE_Y, bytes(y)]))
}
