'use client'

import { secondsUntil } from '@/lib/domain/time'
import { timeLeftInWords } from './time-left'
import { useServerClock } from './use-clock'

/**
 * The time left, updated every second. The role `timer` is not announced automatically; screen readers
 * read it on focus.
 *
 * @param startIso if given, a bar shows the remaining share
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
        {timeLeftInWords(left)}
      </span>
      {whole > 0 && <Gauge share={Math.min(1, left / whole)} />}
    </div>
  )
}

/** SVG, because the CSP blocks a `style` attribute in server-rendered HTML. */
function Gauge({ share }: { share: number }) {
  return (
    <svg className="gauge h-1.5 w-full overflow-hidden rounded-full bg-sunken" aria-hidden="true">
      <rect width={`${(share * 100).toFixed(2)}%`} height="100%" rx="3" className="fill-accent" />
    </svg>
  )
}
