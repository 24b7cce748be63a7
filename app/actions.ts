'use server'

import { cookies } from 'next/headers'
import { cookieOptions, themeCookieName } from '@/lib/auth/cookies'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { signOutOnServer } from '@/lib/auth/server-sign-in'
import { themeOf } from '@/lib/domain/site/theme'
import { later, days } from '@/lib/domain/time'
import { readFields, type FormState } from '@/lib/platform/forms'

/** "System" is the absence of the cookie. */
export async function setThemeAction(formData: FormData): Promise<void> {
  const theme = themeOf(readFields(formData).theme)
  const jar = await cookies()
  if (theme === 'system') jar.set(themeCookieName(), '', { ...cookieOptions(), maxAge: 0 })
  else {
    const expires = later(new Date(), days(365))
    jar.set(themeCookieName(), theme, { ...cookieOptions(), expires })
  }
}

/** Signs out without JavaScript. No guard, because signing out requires no session. */
export async function signOutAction(): Promise<FormState> {
  await signOutOnServer()
  return hardRedirect('/sign-in')
}
