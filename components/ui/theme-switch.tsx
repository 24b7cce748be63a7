'use client'

import type { Theme } from '@/lib/domain/site/theme'
import type { FormState } from '@/lib/platform/forms'
import { callAction } from './call-action'
import { FormAlert } from './form-alert'
import { Icon } from './icon'
import { DARK, LIGHT, SYSTEM } from './icons'
import { useFormSubmission, type FormAction } from './use-form-submission'

const CHOICES: readonly { theme: Theme; label: string; icon: string }[] = [
  { theme: 'system', label: 'System', icon: SYSTEM },
  { theme: 'light', label: 'Light', icon: LIGHT },
  { theme: 'dark', label: 'Dark', icon: DARK },
]

const REFUSED: FormState = { refusal: { code: 'cookies_blocked' } }
const NOT_REFUSED: FormState = {}

/** The server sets a cookie and renders the page again, with or without JavaScript. */
export function ThemeSwitch({
  theme,
  isRefused = false,
  action,
}: {
  theme: Theme
  /** The browser has just refused to keep the choice. */
  isRefused?: boolean
  action: FormAction
}) {
  const { state, attempt, secondsLeft, formProps } = useFormSubmission({
    action,
    send: async (previous, formData) => sendChoice(action, previous, formData),
    initialState: isRefused ? REFUSED : NOT_REFUSED,
    toastId: 'theme',
  })
  return (
    <form {...formProps} className="grid justify-items-end gap-3">
      <fieldset className="flex items-center gap-3">
        <legend className="sr-only">Theme</legend>
        <span aria-hidden="true" className="text-sm text-muted max-sm:hidden">
          Theme
        </span>
        <div className="flex rounded-md border border-line bg-sunken p-0.5">
          {CHOICES.map((choice) => (
            <button
              key={choice.theme}
              type="submit"
              name="theme"
              value={choice.theme}
              aria-pressed={choice.theme === theme}
              className="flex min-h-9 cursor-pointer items-center gap-1.5 rounded-sm px-2.5 text-sm font-medium text-muted hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-control"
            >
              <Icon path={choice.icon} className="size-4" />
              {choice.label}
            </button>
          ))}
        </div>
      </fieldset>
      {state.refusal && <FormAlert state={state} attempt={attempt} secondsLeft={secondsLeft} />}
    </form>
  )
}

/** Only a second request shows whether the browser kept the cookie of the first. */
async function sendChoice(
  action: FormAction,
  previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const answer = await callAction(action, previous, formData)
  if (answer.refusal) return answer
  formData.set('check', 'yes')
  return callAction(action, previous, formData)
}
