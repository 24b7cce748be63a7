import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const FLAGS = { up: 0x01, uv: 0x04, be: 0x08, bs: 0x10, at: 0x40 }

type Faults = {
  origin?: string
  rpId?: string
  type?: string
  challenge?: string
  crossOrigin?: unknown
  topOrigin?: string
  userHandle?: string | null
  isVerified?: boolean
  isPresent?: boolean
  /** What the device says of its counter; by default it counts. */
  counter?: number
  /** Attestation. */
  format?: string
  statement?: Map<string, unknown>
  /** The id that is attested, and the COSE key; by default the device's own. */
  attestedId?: Buffer
  publicKey?: Map<number, unknown>
  /** Signs with another key. */
  isForged?: boolean
}

type Options = { challenge: string; user?: { id: string } }

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()

/** A device that signs what it is given: WebAuthn's protocol, without a browser to keep to its rules. */
export class SyntheticAuthenticator {
  readonly id = randomBytes(32)
  private counter = 0
  private userHandle: string | undefined
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  constructor(
    private readonly origin = 'http://localhost:3000',
    private readonly aaguid = 'd548826e-79b4-db40-a3d8-11116f7e8349',
  ) {}

  /** The answer to creation options, as `toJSON()` writes it. */
  create(options: Options, faults: Faults = {}) {
    this.userHandle = options.user?.id
    const { attestedId = this.id, publicKey = cosePublicKey(this.keys.publicKey) } = faults
    const length = Buffer.alloc(2)
    length.writeUInt16BE(attestedId.length)
    const attested = Buffer.concat([
      Buffer.from(this.aaguid.replaceAll('-', ''), 'hex'),
      length,
      attestedId,
      isoCBOR.encode(publicKey as never),
    ])
    const { format = 'none', statement = new Map<string, unknown>() } = faults
    const attestation = new Map<string, unknown>([
      ['fmt', format],
      ['attStmt', statement],
      ['authData', Uint8Array.from(this.data(faults, attested))],
    ])
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', options, faults),
      attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
      transports: ['internal', 'hybrid'],
    })
  }

  /** The answer to request options. */
  get(options: Options, faults: Faults = {}) {
    const data = this.data(faults)
    const clientDataJSON = this.clientData('webauthn.get', options, faults)
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    const key = faults.isForged
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      : this.keys.privateKey
    const userHandle = faults.userHandle === undefined ? this.userHandle : faults.userHandle
    return this.answer({
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(key).toString('base64url'),
      userHandle,
    })
  }

  private answer<Response>(response: Response) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key' as const, response }
  }

  private clientData(type: string, options: Options, faults: Faults): string {
    const content = {
      type: faults.type ?? type,
      challenge: faults.challenge ?? options.challenge,
      origin: faults.origin ?? this.origin,
      crossOrigin: faults.crossOrigin ?? false,
      ...(faults.topOrigin === undefined ? {} : { topOrigin: faults.topOrigin }),
    }
    return Buffer.from(JSON.stringify(content)).toString('base64url')
  }

  private data(faults: Faults, attested?: Buffer): Buffer {
    const { isPresent = true, isVerified = true } = faults
    this.counter += 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(faults.counter ?? this.counter)
    const flags =
      (isPresent ? FLAGS.up : 0) |
      (isVerified ? FLAGS.uv : 0) |
      (FLAGS.be | FLAGS.bs) |
      (attested ? FLAGS.at : 0)
    const rpId = faults.rpId ?? new URL(this.origin).hostname
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, attested ?? Buffer.alloc(0)])
  }
}

/** COSE: EC2, ES256, P-256. */
function cosePublicKey(key: KeyObject): Map<number, unknown> {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))
  return new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ])
}
