'use client'

import { useEffect } from 'react'
import { callAction } from '@/components/ui/call-action'
import { toastSuccess } from '@/components/ui/toast'
import type { FormAction } from '@/components/ui/use-form-submission'
import { seconds } from '@/lib/domain/time'
import { EMPTY_FORM_STATE } from '@/lib/platform/forms'

/** Once what the page needs has loaded. */
const OFFER_AFTER_MS = seconds(1)
/** A password manager takes it at once, or not at all. */
const OFFER_MS = seconds(60)

/**
 * After a sign-in with a password: has the browser make a passkey without a question, where it can. It says
 * so when there is one, and nothing when there is none.
 */
export function OfferPasskey({ action }: { action: FormAction }) {
  useEffect(() => {
    const timer = setTimeout(() => void offer(action), OFFER_AFTER_MS)
    return () => clearTimeout(timer)
  }, [action])
  return null
}

async function offer(action: FormAction): Promise<void> {
  try {
    if (!(await canMakeWithoutQuestion())) return
    const { acceptOffer } = await import('./ceremony')
    const made = await acceptOffer(AbortSignal.timeout(OFFER_MS))
    if (!('answer' in made)) return
    const formData = new FormData()
    formData.set('passkey', made.answer)
    const { notice } = await callAction(action, EMPTY_FORM_STATE, formData)
    if (notice !== undefined) toastSuccess('offered-passkey', notice)
  } catch {
    // Nobody has asked for it.
  }
}

async function canMakeWithoutQuestion(): Promise<boolean> {
  if (typeof PublicKeyCredential !== 'function') return false
  const capabilities = await PublicKeyCredential.getClientCapabilities?.()
  return capabilities?.conditionalCreate === true
}
