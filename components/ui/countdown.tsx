'use client'

import { secondsUntil } from '@/lib/domain/time'
import { remainingInWords } from './remaining'
import { useServerClock } from './use-clock'

/**
 * Time left until a moment, moving each second. A timer is silent by itself: whoever listens reads it
 * when they come by.
 *
 * @param startIso with it a bar shows how much of the whole is left
 */
export function Countdown({
  label,
  untilIso,
  startIso,
  serverNowIso,
}: {
  label: string
  untilIso: string
  startIso?: string
  serverNowIso: string
}) {
  const now = new Date(useServerClock(Date.parse(serverNowIso)))
  const left = secondsUntil(new Date(untilIso), now)
  const whole = startIso ? secondsUntil(new Date(untilIso), new Date(startIso)) : 0
  return (
    <div className="grid gap-2">
      <span
        role="timer"
        aria-label={label}
        className="text-2xl font-semibold tracking-tight tabular-nums"
      >
        {remainingInWords(left)}
      </span>
      {whole > 0 && <Gauge share={Math.min(1, left / whole)} />}
    </div>
  )
}

/** Drawn in SVG: a width set by a `style` attribute would be blocked in server HTML. */
function Gauge({ share }: { share: number }) {
  return (
    <svg className="h-1.5 w-full overflow-hidden rounded-full bg-sunken" aria-hidden="true">
      <rect width={`${(share * 100).toFixed(2)}%`} height="100%" rx="3" className="fill-accent" />
    </svg>
  )
}
