import { SECURITY_PATH } from '@/lib/domain/site/redirects'

/** Where password managers send people. See W3C, "A Well-Known URL for Changing Passwords". */
export function GET(): Response {
  return new Response(null, { status: 302, headers: { Location: SECURITY_PATH } })
}
