import { LockIllustration } from './lock-illustration'

/** The illustration beside the forms on wide screens. */
export function AuthPanel() {
  return (
    <aside className="hidden flex-col justify-between gap-10 overflow-hidden rounded-lg bg-door p-10 text-door-text lg:flex xl:p-14">
      <LockIllustration className="w-full max-w-xl self-center" />
      <p className="max-w-md text-xl leading-snug font-medium tracking-tight text-balance">
        Every sign-in passes through five layers. All of them have to agree.
      </p>
    </aside>
  )
}
