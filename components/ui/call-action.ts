'use client'

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import { signInPath } from '@/lib/domain/site/redirects'
import { refusalOfSentence, type Refusal } from '@/lib/platform/errors'
import type { FormState } from '@/lib/platform/forms'
import { currentPath } from './hard-navigation'
import type { FormAction } from './use-form-submission'

/**
 * Calls a server action. A failed request becomes a refusal, because the framework would replace the
 * page with an error and lose what was typed. After the end of a session the refusal links to the
 * sign-in page.
 */
export async function callAction(
  action: FormAction,
  previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const answer = await call(action, previous, formData)
  if (answer.refusal?.code !== 'session_expired') return answer
  const href = signInPath(currentPath(), 'session_expired')
  return { ...answer, remedy: { href, text: 'Sign in' } }
}

async function call(
  action: FormAction,
  previous: FormState,
  formData: FormData,
): Promise<FormState> {
  try {
    return await action(previous, formData)
  } catch (error) {
    // Redirects are thrown as errors.
    unstable_rethrow(error)
    const { values, confirm } = previous
    return {
      refusal: refusalIn(error),
      ...(values ? { values } : {}),
      ...(confirm === undefined ? {} : { confirm }),
    }
  }
}

function refusalIn(error: unknown): Refusal {
  if (unstable_isUnrecognizedActionError(error)) return { code: 'page_outdated' }
  if (!navigator.onLine || error instanceof TypeError) return { code: 'network_error' }
  const said = error instanceof Error ? refusalOfSentence(error.message) : null
  return said ?? { code: 'server_error' }
}
