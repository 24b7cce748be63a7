import fc from 'fast-check'
import { DeviceKey, encode } from '../setup/device-key'
import { NO_BODY, type Draft } from './draft'
import { hostile, tampered } from './hostile-headers'
import { drafts, headers } from './request-parts'
import type { TestBed } from './test-bed'

/* Registrations and refreshes of device-bound sessions: proofs that are right in all but one thing. */

const PATHS = ['/api/session-binding/register', '/api/session-binding/refresh']

const KEYS = [new DeviceKey('ES256'), new DeviceKey('RS256')]

const WRONG_HEADERS = [
  {},
  { alg: 'none' },
  { alg: 'HS256' },
  { alg: 'ES384' },
  { alg: ['ES256'] },
  { typ: 'jwt' },
  { typ: null },
  { crit: ['b64'], b64: false },
  { jwk: null },
  { jwk: { kty: 'oct', k: 'AAAA' } },
  { jwk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } },
  { jwk: { kty: 'EC', crv: '__proto__', x: 1, y: [] } },
  { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } },
  { jwk: { kty: 'RSA', n: 'A'.repeat(60_000), e: 'AQAB' } },
  { kid: '../../etc/passwd', jku: 'https://evil.example/keys' },
]

const claim = fc.oneof(hostile, fc.jsonValue({ maxDepth: 2 }))

const proof = fc
  .record({
    key: fc.constantFrom(...KEYS),
    challenge: hostile,
    header: fc.constantFrom<object>(...WRONG_HEADERS),
    payload: fc.dictionary(fc.constantFrom('jti', 'iat', 'aud', 'sub', '__proto__'), claim, {
      maxKeys: 3,
    }),
    isRegistration: fc.boolean(),
  })
  .map(({ key, challenge, header, payload, isRegistration }) =>
    isRegistration
      ? key.registration(challenge, { header, payload })
      : key.proof(challenge, { header, payload }),
  )

const unsigned = `${encode({ alg: 'none', typ: 'dbsc+jwt' })}.${encode({ jti: '' })}.`

const anyProof = fc.oneof(
  { weight: 4, arbitrary: proof },
  { weight: 2, arbitrary: proof.chain(tampered) },
  { weight: 1, arbitrary: fc.constantFrom(unsigned, '', '..', 'a.b.c', '.'.repeat(9000)) },
  { weight: 1, arbitrary: hostile },
)

/** As a structured field, or nearly. */
const structured = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.constantFrom('"', '"', '"', '', "'", ':', '("'))
    .map(([value, quote]) => `${quote}${value.replaceAll(/[\r\n]/g, '')}${quote}`)

export function deviceRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const id = fc.oneof(fc.constantFrom(testBed.actor.token, testBed.victim.token, '', '*'), hostile)
  const own = fc
    .tuple(structured(anyProof), structured(id), structured(hostile), fc.subarray([0, 1, 2]))
    .map(([proofText, idText, skipped, kept]) => {
      const told: [string, string][] = [
        ['secure-session-response', proofText],
        ['sec-secure-session-id', idText],
        ['secure-session-skipped', skipped],
      ]
      return told.filter((_, at) => kept.includes(at))
    })
  const sent = fc.tuple(headers(testBed), own).map(([more, some]) => [...more, ...some])
  return drafts(
    fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT'),
    fc.constantFrom(...PATHS),
    sent,
    fc.constant(NO_BODY),
  )
}
