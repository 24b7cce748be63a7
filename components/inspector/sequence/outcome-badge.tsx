import { Badge, type BadgeTone } from '@/components/ui/badge'
import {
  outcomeOf,
  statusOf,
  type RequestOutcome,
  type TimelineRequest,
} from '@/lib/inspector/timeline/timeline'

const TONES: Record<RequestOutcome, BadgeTone> = {
  running: 'neutral',
  done: 'accent',
  continues: 'caution',
  redirected: 'caution',
  refused: 'danger',
  failed: 'danger',
  abandoned: 'neutral',
}

/** The status, coloured by what came of the request: a refused sign-in answers 200 as well. */
export function OutcomeBadge({ request }: { request: TimelineRequest }) {
  const outcome = outcomeOf(request)
  return (
    <Badge tone={TONES[outcome]}>
      {statusOf(request)}
      {['refused', 'failed', 'redirected'].includes(outcome) && ` ${outcome}`}
      {outcome === 'continues' && ' second step'}
    </Badge>
  )
}
