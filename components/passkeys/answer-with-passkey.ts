import type { AskDevice } from '@/components/ui/use-form-submission'
import type { FormState } from '@/lib/platform/forms'

/**
 * Completes a form that was sent by the button for a passkey with the device's answer.
 *
 * @returns what to show instead of sending it; null to go on
 */
export async function answerWithPasskey(
  purpose: 'second-step' | 'proof',
  formData: FormData,
  askDevice: AskDevice,
): Promise<FormState | null> {
  if (!formData.has('passkey')) return null
  const asked = await askDevice(async (signal) => {
    const ceremony = await import('./ceremony').catch(() => null)
    return ceremony?.askForPasskey(purpose, { signal })
  })
  if (!asked) return { refusal: { code: 'network_error' } }
  if ('state' in asked) return asked.state
  for (const name of ['code', 'recoveryCode', 'password']) formData.delete(name)
  formData.set('passkey', asked.answer)
  return null
}
