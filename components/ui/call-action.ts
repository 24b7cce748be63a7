'use client'

import { unstable_rethrow } from 'next/navigation'
import type { FormState } from '@/lib/platform/forms'
import type { FormAction } from './use-form-submission'

/**
 * Calls a server action. A failed request becomes a refusal, because the framework would replace the
 * page with an error and lose what was typed.
 */
export async function callAction(
  action: FormAction,
  previous: FormState,
  formData: FormData,
): Promise<FormState> {
  try {
    return await action(previous, formData)
  } catch (error) {
    // Redirects are thrown as errors.
    unstable_rethrow(error)
    const isOffline = !navigator.onLine || error instanceof TypeError
    const { values } = previous
    return {
      refusal: { code: isOffline ? 'network_error' : 'server_error' },
      ...(values ? { values } : {}),
    }
  }
}
