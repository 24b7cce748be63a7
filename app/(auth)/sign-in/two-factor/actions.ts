'use server'

import { cookies, headers } from 'next/headers'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { takeSecondStepOnServer } from '@/lib/auth/server-sign-in'
import { clearedFirstStepCookie, readFirstStep } from '@/lib/auth/two-factor-cookie'
import { signedInNotice } from '@/lib/domain/site/notices'
import { signInPath } from '@/lib/domain/site/redirects'
import type { ErrorCode } from '@/lib/platform/errors'
import { keptValues, readFields, type FormState } from '@/lib/platform/forms'
import { secondStepSchema } from '@/lib/schemas/two-factor'

/** The second step of a sign-in, for the first one in this browser's cookie. */
export async function secondStepAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const state = readFirstStep((await headers()).get('cookie') ?? '', new Date())
  if (!state) return hardRedirect(signInPath(null, 'two_factor_expired'))
  const { code, recoveryCode, passkey, trust } = readFields(formData)
  const values = keptValues({ trust }, ['trust'])
  const parsed = secondStepSchema.safeParse({ code, recoveryCode, passkey, trust })
  if (!parsed.success) return { refusal: { code: unreadable(passkey) }, values }
  const { trust: isTrusted, ...answer } = parsed.data
  const refusal = await takeSecondStepOnServer({
    ...('passkey' in answer ? { passkey } : answer),
    ...(isTrusted ? { trust: 'on' } : {}),
  })
  if (refusal?.code === 'two_factor_expired') {
    const { name, value, options } = clearedFirstStepCookie()
    const jar = await cookies()
    jar.set(name, value, options)
    return hardRedirect(signInPath(state.callbackUrl, refusal.code))
  }
  if (refusal) return { refusal, values }
  const path = state.callbackUrl ?? landingPathOfAnyRole()
  return { ...(await hardRedirect(path)), notice: signedInNotice(path) }
}

function unreadable(passkey: unknown): ErrorCode {
  if (passkey === undefined) return 'two_factor_invalid'
  return passkey === '' ? 'passkey_needs_script' : 'passkey_failed'
}
