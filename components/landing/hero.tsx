import { LockIllustration } from '@/components/site/lock-illustration'
import { product } from '@/lib/product'

const BUTTON =
  'inline-flex min-h-11 items-center rounded-md border px-5 font-medium transition-colors focus-visible:outline-door-bright'
const LIGHT_BUTTON = `${BUTTON} border-door-text bg-door-text text-door hover:bg-door-bright hover:border-door-bright`
const OUTLINE_BUTTON = `${BUTTON} border-door-muted/60 hover:border-door-text hover:bg-door-deep`

/**
 * What the product is, with links to get started.
 *
 * @param home where the viewer lands after signing in; null when signed out
 * @param canInspect whether the inspector is open to this visitor
 */
export function Hero({ home, canInspect }: { home: string | null; canInspect?: boolean }) {
  return (
    <section className="grid items-center gap-8 overflow-hidden rounded-lg bg-door px-5 py-10 text-door-text sm:px-10 sm:py-14 lg:grid-cols-[1fr_1.1fr] lg:px-14 lg:py-20">
      <div>
        <h1 className="text-4xl font-semibold tracking-tighter">
          A password sign-in you can see through.
        </h1>
        <p className="mt-5 max-w-prose text-lg text-door-muted">
          {product.name} is a complete sign-in for Next.js: accounts, email, and sessions that end
          when you say so. Every part is open to inspection and short enough to read.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          {home !== null ? (
            <a href={home} className={LIGHT_BUTTON}>
              Go to dashboard
            </a>
          ) : (
            <>
              <a href="/sign-in" className={LIGHT_BUTTON}>
                Sign in
              </a>
              <a href="/sign-up" className={OUTLINE_BUTTON}>
                Create account
              </a>
            </>
          )}
          {canInspect && (
            <a href="/inspector" className={`${OUTLINE_BUTTON} gap-2`}>
              Watch a sign-in <span aria-hidden="true">→</span>
            </a>
          )}
        </div>
      </div>
      <LockIllustration className="w-full" />
    </section>
  )
}
