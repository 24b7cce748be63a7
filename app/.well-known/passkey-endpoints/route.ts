import { PASSKEYS_PATH } from '@/lib/domain/site/redirects'
import { env } from '@/lib/env'

/** Where password managers send people who add or manage a passkey. See W3C, "Passkey Endpoints". */
export function GET(): Response {
  const address = `${env().AUTH_URL}${PASSKEYS_PATH}`
  return Response.json({ enroll: address, manage: address })
}
