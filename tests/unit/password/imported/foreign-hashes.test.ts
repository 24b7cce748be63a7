import { describe, expect, test } from 'vitest'
import { derive } from '@/lib/password/imported/derive.mjs'
import {
  readForeignHash,
  readKeycloakHash,
  type HashContext,
} from '@/lib/password/imported/read-foreign-hash'
import { PASSWORD } from '../new-hasher'

/*
 * Hashes made by the other systems themselves: Django 5.2, passlib 1.7, argon2-cffi, Better Auth 1.7; for
 * Firebase and Supabase the examples of their own repositories. The costs are lowered where that is a
 * setting there.
 */

const firebase = {
  signerKey: Buffer.from(
    'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
    'base64',
  ),
  ...{ saltSeparator: Buffer.from('Bw==', 'base64'), rounds: 8, memoryCost: 14 },
}
const FIREBASE =
  'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=='
const OF_FIREBASE = { salt: '42xEC+ixf3L2lw==', firebase }

type Row = [system: string, hash: string, password?: string, context?: HashContext]

const HASHES: readonly Row[] = [
  [
    'Better Auth',
    'e4e77b74fcb6277c6d7af589f21ca620:1fb3e829f01c77259b0bb1f6864806ae1394038c186d813823eb4f9f957c37ae86aa46fb9bd03db38c5ec8cb996962e0840797a59b7dbdcfc831b73f1dfb3326',
  ],
  [
    'Better Auth, in NFKC',
    'f2f428293f0ccd52bf427d0d8dd369b9:454bdf9c7de432c6931e64b4507b0845a9dfcd95520797568432d04942fe506bcb9e821598ceace63ae9f78f1732f4935c5662db0211c75b341f229ebce348c4',
    '\ufb01ve lantern ladders',
  ],
  ['Firebase', FIREBASE, 'user1password', OF_FIREBASE],
  [
    'Supabase, from Firebase',
    '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw==$C0sHCg9ek77hsg==$zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84+hfTw==',
    'mytestpassword',
  ],
  [
    'Django, PBKDF2',
    'pbkdf2_sha256$2000$jGA7nYriGvybYD0hWqyk9Y$Xk0Wjoxnzxg4o1WR8YoqrHbtjT8of9zOZ0hxBjKEJo8=',
  ],
  [
    'Django, PBKDF2 with SHA-1',
    'pbkdf2_sha1$2000$O5KyPRAbY3qgXM0UasJTAt$s0Go7OtCsECukq/3p1BZojshxsY=',
  ],
  [
    'Django, argon2',
    'argon2$argon2id$v=19$m=1024,t=2,p=8$eHNEZ2pSUEZYM0V2eVlqQjg3YWdYVQ$qs9Nlukh3mMhVAwoV6gyXxXQ8D9iPLrm5epuzJ45XNY',
  ],
  [
    'Django, bcrypt over SHA-256',
    'bcrypt_sha256$$2b$05$H9.degUlIkP16uer3.y73.WJsusUQI9TtP2wLwvff9oTSKDoLB5fu',
  ],
  ['Django, bcrypt', 'bcrypt$$2b$05$Tly/2zs0SHQwHQ8doom3juoU0mq/j2AIz4cagiK.XypmfQTDJ9PQi'],
  [
    'Django, scrypt',
    'scrypt$1024$KuPEMsh4GRr5qCpR2mG2gB$8$5$QDymvF9KHlvGEF7mQ2tnC/KSbodA9ljlk5OT9dNOxMAVB73v99aCOxqru0NHST+0hNNNGU8xgzTJevmoQMLfnQ==',
  ],
  [
    'Laravel and Supabase, argon2id',
    '$argon2id$v=19$m=1024,t=2,p=1$geJSa3PtDiDT4y7Yt4j2yg$7qLB7SFl5lA0pEg/WSB3K8sFGfshp/JhYAh7psjAghc',
  ],
  [
    'Laravel, argon2i',
    '$argon2i$v=19$m=1024,t=2,p=1$6PyUez2zENVtjUxNW6JoGA$x7GRsOJWTiNIcceibRsJJF6UdvcarTuiPWq0eaUfUbI',
  ],
  [
    'Laravel and PHP, $2y$',
    '$2y$07$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi',
    'rasmuslerdorf',
  ],
  ['Devise, $2a$', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a', 'U*U*U'],
  [
    'passlib, PBKDF2',
    '$pbkdf2-sha512$1000$lrJ2bu1dy9n73xsjJMQYAw$vEJqOEV9dr3pHitd6SSkrw.Am1v0gadz9JUpG.5IOEYhZj6ig9Vp7htLeQic8QuuFkS..vgjOpeSBQtmdwEXKw',
  ],
  [
    'passlib, scrypt',
    '$scrypt$ln=8,r=8,p=1$2/v/v/e+F+J8r3XOGSOk9A$BQ7tHJsl/JMfoSBZ48FfYayef8Up71sLv/N6IDqW6Xo',
  ],
]

const SALT = Buffer.from('0123456789abcdef').toString('base64')

/** As a realm export has it, with digests computed by Python's hashlib and argon2-cffi. */
const keycloak = (algorithm: string, hashIterations: number, value: string, more: object = {}) => ({
  secretData: JSON.stringify({ value, salt: SALT, additionalParameters: {} }),
  credentialData: JSON.stringify({ hashIterations, algorithm, additionalParameters: more }),
})
const ARGON2 = {
  ...{ hashLength: ['32'], memory: ['1024'], type: ['id'], version: ['1.3'], parallelism: ['1'] },
}
const KEYCLOAK = [
  keycloak(
    'pbkdf2-sha256',
    2750,
    'UY6Sj1hfYHpSDL0qsoZfbcsXr2AgIe3T958tOVjU+dmWs76yv+vJMluS30pJytfnachQx+XAiqniID4xvN39sQ==',
  ),
  keycloak(
    'pbkdf2-sha512',
    2100,
    'fh+polpqVA8F3quVC1715L83u6oqLxfC5ndaCBnsqyyro8GrY+JbhGr5UTOXs3fvS/T5BEiarW+/IjEGjTppfQ==',
  ),
  keycloak(
    'pbkdf2',
    200,
    '0N08/vlSGK2vzHGW3OlmZeVjBfrmQROR38hftqoH7fzf1rU3x8RA3UoihP7LQDxrkR5pwFyd9zBhMod65t8Uig==',
  ),
  keycloak('argon2', 5, 'Mv6eUj0cZggcZCys0rnTilfDn/Ybm8oobOO7T5PvUFk=', ARGON2),
]

async function matches(found: ReturnType<typeof readForeignHash>, password: string) {
  if (typeof found === 'string') return found
  return (await derive(password, found.derivation)).equals(found.digest)
}

describe('a hash', () => {
  test.each<Row>(HASHES)(
    'of %s matches its password and no other',
    async (_system, hash, given, context) => {
      const password = given ?? PASSWORD
      const found = readForeignHash(hash, context)
      expect(await matches(found, password)).toBe(true)
      expect(await matches(found, `${password} `)).toBe(false)
    },
  )

  test.each(KEYCLOAK)(
    'of Keycloak matches its password and no other: $credentialData',
    async (credential) => {
      const found = readKeycloakHash(credential)
      expect(await matches(found, PASSWORD)).toBe(true)
      expect(await matches(found, `${PASSWORD} `)).toBe(false)
    },
  )

  test('of Firebase needs the parameters of its project, and the salt beside it', () => {
    expect(readForeignHash(FIREBASE)).toBe('firebase_parameters')
    expect(readForeignHash(FIREBASE, { firebase })).toBe('firebase_parameters')
    const short = { ...firebase, signerKey: firebase.signerKey.subarray(1) }
    expect(readForeignHash(FIREBASE, { ...OF_FIREBASE, firebase: short })).toBe(
      'firebase_parameters',
    )
  })

  test.each([
    ['nothing', ''],
    ['a password in clear', PASSWORD],
    ['MD5', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['Django without a password', '!mPx1OFh3ZvYFRuKVgBSGZ0lLPgqDRmyVzJpsPnrX'],
    ['an older argon2', '$argon2id$v=16$m=1024,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA'],
    ['bcrypt cut short', '$2b$05$Tly/2zs0SHQwHQ8doom3juoU0mq'],
    ['a megabyte', '$'.repeat(1_000_000)],
    ['NUL', '$2b$05$Tly/2zs0SHQwHQ8doom3juoU0mq/j2AIz4cagiK.XypmfQTDJ9PQi\0'],
  ])('is not found in %s', (_what, text) => {
    expect(readForeignHash(text)).toBe('unknown')
  })

  test('of Keycloak in another algorithm, or broken, is none', () => {
    expect(readKeycloakHash(keycloak('bcrypt', 10, 'aGFzaA=='))).toBe('unknown')
    expect(readKeycloakHash({ secretData: '{', credentialData: null })).toBe('unknown')
    expect(
      readKeycloakHash(keycloak('argon2', 5, 'aGFzaA==', { ...ARGON2, version: ['1.0'] })),
    ).toBe('unknown')
  })
})

describe('a hash that would keep a thread busy is refused', () => {
  const end = 'c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g'
  test.each([
    ['scrypt with N of 2^30', `$scrypt$ln=30,r=8,p=1$${end}`],
    ['scrypt with N beyond numbers', `$scrypt$ln=9999,r=8,p=1$${end}`],
    ['scrypt with much memory', `$scrypt$ln=18,r=8,p=1$${end}`],
    ['scrypt with many lanes', `$scrypt$ln=16,r=8,p=64$${end}`],
    ['Django scrypt with N of no power of two', 'scrypt$1000$salt$8$1$aGFzaGhhc2hoYXNoaGFzaA=='],
    ['PBKDF2 with 10,000,000 iterations', `$pbkdf2-sha256$10000000$${end}`],
    ['PBKDF2 with two blocks of 1,500,000', `$pbkdf2-sha256$1500000$c2FsdA$${'A'.repeat(86)}`],
    ['PBKDF2 without iterations', `$pbkdf2-sha256$0$${end}`],
    ['argon2 with 1 GiB', `$argon2id$v=19$m=1048576,t=1,p=1$${end}`],
    ['argon2 with many passes', `$argon2id$v=19$m=65536,t=9,p=1$${end}`],
    ['argon2 with less memory than its lanes need', `$argon2id$v=19$m=8,t=1,p=2$${end}`],
    ['bcrypt of cost 16', `$2b$16$${'a'.repeat(53)}`],
    ['a digest that could match by chance', '$scrypt$ln=8,r=8,p=1$c2FsdHNhbHQ$aGFzaA'],
  ])('%s', (_what, hash) => {
    expect(readForeignHash(hash)).toBe('too_costly')
  })

  test.each([
    ['OWASP scrypt', `$scrypt$ln=17,r=8,p=1$${end}`],
    ['Django 6 PBKDF2', `pbkdf2_sha256$1200000$salt$${'A'.repeat(43)}=`],
    ['Django 6 argon2', `argon2$argon2id$v=19$m=102400,t=2,p=8$${end}`],
    ['Laravel argon2', `$argon2id$v=19$m=65536,t=4,p=1$${end}`],
    ['OWASP PBKDF2 with SHA-1', `$pbkdf2$1300000$c2FsdA$${'A'.repeat(27)}`],
  ])('%s is not', (_what, hash) => {
    expect(readForeignHash(hash)).toMatchObject({ digest: expect.any(Buffer) })
  })
})
