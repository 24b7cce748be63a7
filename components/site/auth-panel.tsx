import { LockCutaway } from './lock-cutaway'

/** The painted door beside the forms, on screens wide enough for it. */
export function AuthPanel() {
  return (
    <aside className="hidden flex-col justify-between gap-10 overflow-hidden rounded-lg bg-door p-10 text-door-text lg:flex xl:p-14">
      <p className="font-mono text-sm text-door-muted">One key, five pins</p>
      <LockCutaway className="w-full max-w-xl self-center" />
      <p className="max-w-md text-xl leading-snug font-medium tracking-tight text-balance">
        Every sign-in passes five places. It opens only when all of them agree.
      </p>
    </aside>
  )
}
