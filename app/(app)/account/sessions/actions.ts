'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { requireViewer } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf } from '@/lib/auth/request-context'
import { signOutOnServer } from '@/lib/auth/server-sign-in'
import { parseForm, type FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { deviceSchema } from '@/lib/schemas/account'
import { trustedBrowserSchema } from '@/lib/schemas/two-factor'
import { stopTrusting } from '@/lib/services/two-factor/trusted-browsers'
import {
  signOutEverywhere,
  signOutDevice,
  signOutOtherDevices,
  isThisDevice,
} from '@/lib/services/sessions/devices'

/** Signs out one of the viewer's own devices; any other is a 404. */
export async function signOutDeviceAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(deviceSchema, formData)
  if (!parsed.ok) notFound()
  const { device } = parsed.value
  if (isThisDevice(viewer, device)) {
    await signOutOnServer()
    return hardRedirect('/sign-in')
  }
  const isOwn = await signOutDevice(viewer, device, clientInfoOf(await headers()), new Date())
  if (!isOwn) notFound()
  refresh()
  return { notice: 'The device was signed out.' }
}

export async function signOutOtherDevicesAction(): Promise<FormState> {
  const viewer = await requireViewer()
  const count = await signOutOtherDevices(viewer, clientInfoOf(await headers()), new Date())
  refresh()
  if (count === 0) return { notice: 'You weren’t signed in anywhere else.' }
  return { notice: count === 1 ? '1 device was signed out.' : `${count} devices were signed out.` }
}

export async function signOutEverywhereAction(): Promise<FormState> {
  const viewer = await requireRecentProof(await requireViewer(), '/account/sessions')
  await signOutEverywhere(viewer, clientInfoOf(await headers()), new Date())
  await signOutOnServer()
  return hardRedirect(signInPathWith('signed-out-everywhere'))
}

/** Ends the trust in one of the viewer's own browsers; any other is a 404. */
export async function stopTrustingAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(trustedBrowserSchema, formData)
  if (!parsed.ok) notFound()
  const client = clientInfoOf(await headers())
  if ((await stopTrusting(viewer, parsed.value.browser, client, new Date())) === 0) notFound()
  refresh()
  return { notice: 'That browser is asked for a code again.' }
}

export async function stopTrustingAllAction(): Promise<FormState> {
  const viewer = await requireViewer()
  await stopTrusting(viewer, null, clientInfoOf(await headers()), new Date())
  refresh()
  return { notice: 'Every browser is asked for a code again.' }
}
