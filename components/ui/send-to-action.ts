'use client'

import { unstable_rethrow } from 'next/navigation'
import type { FormState } from '@/lib/platform/forms'
import type { FormAction } from './use-form-submission'

/**
 * Calls a server action; no answer becomes a refusal, where the framework would replace the page,
 * and what was typed, by an error.
 */
export async function sendToAction(
  action: FormAction,
  previous: FormState,
  formData: FormData,
): Promise<FormState> {
  try {
    return await action(previous, formData)
  } catch (error) {
    // Redirects travel as errors.
    unstable_rethrow(error)
    const isOffline = !navigator.onLine || error instanceof TypeError
    const { values } = previous
    return {
      refusal: { code: isOffline ? 'network_error' : 'server_error' },
      ...(values ? { values } : {}),
    }
  }
}
