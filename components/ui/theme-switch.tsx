import type { Theme } from '@/lib/domain/site/theme'
import { Icon } from './icon'
import { DARK, LIGHT, SYSTEM } from './icons'

const CHOICES: readonly { theme: Theme; label: string; icon: string }[] = [
  { theme: 'system', label: 'System', icon: SYSTEM },
  { theme: 'light', label: 'Light', icon: LIGHT },
  { theme: 'dark', label: 'Dark', icon: DARK },
]

/** A plain form: the server sets a cookie and renders the page again, with or without JavaScript. */
export function ThemeSwitch({
  theme,
  action,
}: {
  theme: Theme
  action: (formData: FormData) => Promise<void>
}) {
  return (
    <form action={action}>
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
    </form>
  )
}
