import { LockIllustration } from '@/components/site/lock-illustration'

const BUTTON =
  'inline-flex min-h-11 items-center rounded-md border px-5 font-medium transition-colors focus-visible:outline-door-bright'
const LIGHT_BUTTON = `${BUTTON} border-door-text bg-door-text text-door hover:bg-door-bright hover:border-door-bright`
const OUTLINE_BUTTON = `${BUTTON} border-door-muted/60 hover:border-door-text hover:bg-door-deep`

/**
 * What the product is and for whom, with the ways in; watching a sign-in comes first.
 *
 * @param home where the viewer lands after signing in; null when signed out
 * @param canInspect whether the inspector is open to this visitor
 */
export function Hero({ home, canInspect }: { home: string | null; canInspect?: boolean }) {
  const ways = [
    ...(canInspect ? [{ href: '/inspector', text: 'Watch a sign-in' }] : []),
    ...(home === null
      ? [
          { href: '/sign-in', text: 'Sign in' },
          { href: '/sign-up', text: 'Create account' },
        ]
      : [{ href: home, text: 'Go to dashboard' }]),
  ]
  return (
    <section className="grid items-center gap-8 overflow-hidden rounded-lg bg-door px-5 py-10 text-door-text sm:px-10 sm:py-14 lg:grid-cols-[1fr_1.1fr] lg:px-14 lg:py-20">
      <div>
        <h1 className="text-4xl font-semibold tracking-tighter">
          A password sign-in you can see through.
        </h1>
        <p className="mt-5 max-w-prose text-lg text-door-muted">
          For developers who build on Next.js: start from a sign-in that is finished, and read,
          watch and test every step of it.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          {ways.map(({ href, text }, index) => (
            <a key={href} href={href} className={index === 0 ? LIGHT_BUTTON : OUTLINE_BUTTON}>
              {text}
            </a>
          ))}
        </div>
      </div>
      <LockIllustration className="w-full" />
    </section>
  )
}
