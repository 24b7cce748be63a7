import { Badge } from '@/components/ui/badge'
import { TOUR } from '@/lib/flow/tour'
import type { StoryRequest } from '@/lib/flow/story'

/** Seven short stops: one thing to do and one thing to see, ticked off by what was recorded. */
export function Tour({ story }: { story: readonly StoryRequest[] }) {
  const done = TOUR.map(({ isDone }) => isDone(story))
  const next = done.indexOf(false)
  return (
    <details className="rounded-lg border border-line bg-surface px-5 py-4 shadow-card sm:px-7">
      <summary className="cursor-pointer font-medium">
        Guided tour: seven stops{' '}
        <span className="text-sm font-normal text-muted">
          {done.filter(Boolean).length} of {TOUR.length} done
        </span>
      </summary>
      <ol className="mt-4 grid gap-4 sm:grid-cols-2">
        {TOUR.map((stop, index) => (
          <li key={stop.title} aria-current={index === next ? 'step' : undefined}>
            <h3 className="flex flex-wrap items-center gap-2 font-medium">
              {index + 1}. {stop.title}
              {done[index] && <Badge tone="accent">done</Badge>}
              {index === next && <Badge tone="caution">next</Badge>}
            </h3>
            <p className="text-sm">{stop.do}</p>
            <p className="text-sm text-muted">{stop.see}</p>
          </li>
        ))}
      </ol>
      <p className="mt-5 rounded-md bg-sunken p-4 text-sm">
        <strong>The whole of it in one picture:</strong> the browser holds one sealed cookie → the
        server opens it → it names a row → the row says whether you are signed in, and as whom. End
        the row, and the cookie is a piece of noise.
      </p>
    </details>
  )
}
