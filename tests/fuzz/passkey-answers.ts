import fc from 'fast-check'
import { hostile } from './hostile-headers'

/* Answers of devices, as a form or Auth.js carries them: right at the outside, wrong somewhere inside. */

/** CBOR that promises more than there is, never ends, or nests without end. */
const CBOR_BOMBS = [
  ...['bb00000000ffffffff', '9f', 'bf', '5affffffff', '7b7fffffffffffffff', 'c2', '00', 'f6'],
  ...['81'.repeat(4000), 'a1'.repeat(4000), 'd8'.repeat(4000), 'a363666d74646e6f6e65'],
]

/** What is no base64url: padded, of the other alphabet, with a blank, a zero, or by far too long. */
const WRONG_ALPHABET = ['AA==', '+/+/', 'A A', 'A\u0000A', '', '=', 'ä', 'A'.repeat(100_000)]

const base64url = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url')

const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => base64url(Buffer.from(bytes)))

const anyText: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyBytes },
  { weight: 2, arbitrary: fc.constantFrom(...WRONG_ALPHABET) },
  { weight: 1, arbitrary: hostile },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
)

type Known = { passkey: { credentialId: string; challenge: string }; url: string }

/** @param known a credential of somebody else, and an open challenge that a device could sign */
export function passkeyAnswer({ passkey, url }: Known): fc.Arbitrary<string> {
  const { credentialId, challenge } = passkey
  const id = fc.oneof({ weight: 3, arbitrary: fc.constant(credentialId) }, anyText)
  const clientData = fc
    .record({
      type: fc.constantFrom('webauthn.get', 'webauthn.create', '', null),
      challenge: fc.oneof({ weight: 3, arbitrary: fc.constant<unknown>(challenge) }, anyText),
      origin: fc.constantFrom(url, 'https://evil.example', '', null),
      crossOrigin: fc.constantFrom(false, true, 'false', null),
    })
    .map((content) => base64url(JSON.stringify(content)))
  const response = fc.record(
    {
      clientDataJSON: fc.oneof({ weight: 4, arbitrary: clientData }, anyText),
      authenticatorData: anyText,
      signature: anyText,
      userHandle: anyText,
      attestationObject: fc.oneof(
        fc.constantFrom(...CBOR_BOMBS.map((hex) => base64url(Buffer.from(hex, 'hex')))),
        anyText,
      ),
      transports: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: ['clientDataJSON'] },
  )
  const whole = fc
    .tuple(id, fc.option(anyText, { freq: 4 }), fc.constantFrom('public-key', '', null), response)
    .map(([one, other, type, inside]) => ({ id: one, rawId: other ?? one, type, response: inside }))
  return fc.oneof(
    { weight: 8, arbitrary: whole.map((answer) => JSON.stringify(answer)) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', 'null', '[]', '['.repeat(50_000)) },
  )
}
