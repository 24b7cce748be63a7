import type { ReactNode } from 'react'
import { LockIllustration } from './lock-illustration'

/**
 * The illustration beside the forms on wide screens.
 *
 * @param props.children shown on narrow ones too
 */
export function AuthPanel({ children }: { children?: ReactNode }) {
  return (
    <aside className="flex flex-col justify-center gap-10 overflow-hidden rounded-lg bg-door text-door-text max-lg:mb-4 max-lg:p-5 not-has-[section]:max-lg:hidden lg:mt-8 lg:p-10 xl:p-14">
      <LockIllustration className="w-full max-w-xl self-center max-lg:hidden" />
      {children}
    </aside>
  )
}
