import { env } from '@/lib/env'

/** Where passkeys work: the origin and host of `AUTH_URL`, and never what a request says. */
export function relyingParty(): { origin: string; rpId: string } {
  const { AUTH_URL: origin } = env()
  return { origin, rpId: new URL(origin).hostname }
}

/** What a device keeps of a user: the 16 bytes of the id. */
export function userHandleOf(userId: string): string {
  return Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url')
}
