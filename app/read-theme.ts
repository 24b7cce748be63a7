import { cookies } from 'next/headers'
import { themeCookieName } from '@/lib/auth/cookies'
import { themeOf, type Theme } from '@/lib/domain/site/theme'

/** The theme chosen in this browser. */
export async function readTheme(): Promise<Theme> {
  return themeOf((await cookies()).get(themeCookieName())?.value)
}
