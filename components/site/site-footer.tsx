import { ThemeSwitch } from '@/components/ui/theme-switch'
import type { Theme } from '@/lib/domain/site/theme'
import type { FormAction } from '@/components/ui/use-form-submission'
import { product } from '@/lib/product'

export function SiteFooter({
  theme,
  isThemeRefused = false,
  setThemeAction,
}: {
  theme: Theme
  /** The browser has just refused to keep the theme. */
  isThemeRefused?: boolean
  setThemeAction: FormAction
}) {
  return (
    <footer className="mx-auto w-full max-w-6xl px-4 pt-10 pb-8 sm:px-8">
      <div className="bitting w-36 text-control/60" aria-hidden="true" />
      <div className="flex flex-wrap items-center justify-between gap-4 border-t border-control/60 pt-5">
        <p className="text-sm text-muted">
          {product.name}: {product.tagline}
        </p>
        <ThemeSwitch theme={theme} isRefused={isThemeRefused} action={setThemeAction} />
      </div>
    </footer>
  )
}
