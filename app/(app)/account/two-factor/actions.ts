'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { requireSignedIn, requireViewer } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf } from '@/lib/auth/request-context'
import { askForUsername } from '@/lib/auth/typed-username'
import { setUpTwoFactorPath, TWO_FACTOR_PATH } from '@/lib/domain/site/redirects'
import { parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { sentenceFor } from '@/lib/platform/errors'
import type { Result } from '@/lib/platform/result'
import { turnOnSchema } from '@/lib/schemas/two-factor'
import { replaceOwnRecoveryCodes, turnOffTwoFactor } from '@/lib/services/two-factor/manage'
import { turnOnTwoFactor } from '@/lib/services/two-factor/set-up'

/** Turns two-factor on when a code is sent; otherwise makes new recovery codes. Shows them once. */
export async function recoveryCodesAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const { code, callbackUrl } = readFields(formData)
  const page = setUpTwoFactorPath(callbackUrl)
  const viewer = await requireRecentProof(await requireSignedIn(), page)
  const client = clientInfoOf(await headers())
  if (code === undefined) {
    const replaced = await replaceOwnRecoveryCodes(viewer, client, new Date())
    return shown(replaced, 'The earlier codes no longer work.')
  }
  const parsed = parseForm(turnOnSchema, formData)
  if (!parsed.ok) return parsed.state
  const turnedOn = await turnOnTwoFactor(viewer, parsed.value.code, client, new Date())
  return shown(turnedOn, 'Two-factor is on. Every other device was signed out.')
}

function shown(result: Result<string[]>, notice: string): FormState {
  if (result.ok) {
    refresh()
    return { notice, recoveryCodes: result.value }
  }
  const { refusal } = result
  const isWrongCode = refusal.code === 'two_factor_invalid'
  return { refusal, ...(isWrongCode ? { fieldErrors: { code: sentenceFor(refusal) } } : {}) }
}

export async function turnOffAction(_previous: FormState, formData: FormData): Promise<FormState> {
  const viewer = await requireRecentProof(await requireViewer(), TWO_FACTOR_PATH)
  const { username } = viewer
  const question = `Turn two-factor off for @${username}?`
  const asked = askForUsername(formData, { question, username })
  if (asked) return asked
  const result = await turnOffTwoFactor(viewer, clientInfoOf(await headers()), new Date())
  if (!result.ok) return { refusal: result.refusal }
  return hardRedirect(`${TWO_FACTOR_PATH}?notice=two-factor-off`)
}
