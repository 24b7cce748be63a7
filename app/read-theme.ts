import { cookies, headers } from 'next/headers'
import { themeCookieName } from '@/lib/auth/cookies'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { themeOf, themeToCheck, type Theme } from '@/lib/domain/site/theme'

/** The theme chosen in this browser. */
export async function readTheme(): Promise<Theme> {
  return themeOf((await cookies()).get(themeCookieName())?.value)
}

/** The same for the buttons: also whether the browser has just refused to keep it. */
export async function readThemeChoice(): Promise<{ theme: Theme; isThemeRefused: boolean }> {
  const [theme, received] = await Promise.all([readTheme(), headers()])
  const chosen = themeToCheck(received.get(INTERNAL_HEADERS.path) ?? '')
  return { theme, isThemeRefused: chosen !== null && chosen !== theme }
}
