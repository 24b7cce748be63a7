'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readTheme } from '@/app/read-theme'
import { cookieOptions, themeCookieName } from '@/lib/auth/cookies'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { signOutOnServer } from '@/lib/auth/server-sign-in'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { themeCheckPath, themeOf } from '@/lib/domain/site/theme'
import { later, days } from '@/lib/domain/time'
import { readFields, type FormState } from '@/lib/platform/forms'

/**
 * "System" is the absence of the cookie. A script asks a second time, with `check`, whether the browser
 * has kept it; without one the page is loaded again, and says so.
 */
export async function setThemeAction(_previous: FormState, formData: FormData): Promise<FormState> {
  const fields = readFields(formData)
  const theme = themeOf(fields.theme)
  if (fields.check === 'yes') {
    return (await readTheme()) === theme ? {} : { refusal: { code: 'cookies_blocked' } }
  }
  const jar = await cookies()
  if (theme === 'system') jar.set(themeCookieName(), '', { ...cookieOptions(), maxAge: 0 })
  else {
    const expires = later(new Date(), days(365))
    jar.set(themeCookieName(), theme, { ...cookieOptions(), expires })
  }
  const received = await headers()
  const path = received.get(INTERNAL_HEADERS.path)
  if (path !== null && !received.has('next-action')) redirect(themeCheckPath(path, theme))
  return {}
}

/** Signs out without JavaScript. No guard, because signing out requires no session. */
export async function signOutAction(): Promise<FormState> {
  await signOutOnServer()
  return hardRedirect('/sign-in')
}
