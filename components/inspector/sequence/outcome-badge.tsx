import { Badge, type BadgeTone } from '@/components/ui/badge'
import {
  outcomeOf,
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
}

/** The status, coloured by what came of the request: a refused sign-in answers 200 as well. */
export function OutcomeBadge({ request }: { request: TimelineRequest }) {
  const outcome = outcomeOf(request)
  const { answer } = request
  return (
    <Badge tone={TONES[outcome]}>
      {answer ? String(answer.out.status) : 'running'}
      {['refused', 'failed', 'redirected'].includes(outcome) && ` ${outcome}`}
      {outcome === 'continues' && ' second step'}
    </Badge>
  )
}
