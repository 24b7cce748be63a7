'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { isErrorCode, sentenceFor } from '@/lib/platform/errors'
import { ACTS, type ActName, type Exchange } from '@/lib/inspector/scenarios/scenario-list'
import { ACT_WORDS } from '@/lib/inspector/scenarios/scenario-words'
import { stopOf, type StoryRequest } from '@/lib/inspector/story'
import { resultOf, titleOf } from '@/lib/inspector/words'
import { askInspector } from './ask-inspector'
import { DurationHistogram } from './duration-histogram'
import { duration } from './step-bar'

type Played = { act: ActName; exchanges: Exchange[]; refusal: string | null }

/** Twelve attacks at the press of a button, against the real endpoints. */
export function Theatre({ story }: { story: readonly StoryRequest[] }) {
  const [playing, setPlaying] = useState<ActName | null>(null)
  const [played, setPlayed] = useState<Played | null>(null)

  async function play(act: ActName) {
    if (playing) return
    setPlaying(act)
    setPlayed({ act, ...readAnswer(await askInspector({ do: 'act', act })) })
    setPlaying(null)
  }

  return (
    <Card title="Failure theatre">
      <p className="mb-4 max-w-prose text-sm text-muted">
        Each button runs an attack against the real endpoints. A browser may not send a foreign
        origin or a tampered HttpOnly cookie, so the server sends these requests to itself, from a
        closed list, with an account made for the act, an address nobody has, and limits of its own;
        all are removed afterwards. Nothing here can lock you out.
      </p>
      <div className="flex flex-wrap gap-2">
        {ACTS.map((act) => (
          <Button
            key={act}
            tone="quiet"
            size="small"
            isBusy={playing === act}
            aria-pressed={played?.act === act}
            onClick={() => void play(act)}
          >
            {ACT_WORDS[act].title}
          </Button>
        ))}
      </div>
      <div role="status" className="mt-5 empty:hidden">
        {playing && <p className="text-sm text-muted">Playing “{ACT_WORDS[playing].title}”…</p>}
        {!playing && played && <Outcome played={played} story={story} />}
      </div>
    </Card>
  )
}

function Outcome({ played, story }: { played: Played; story: readonly StoryRequest[] }) {
  const { act, exchanges, refusal } = played
  const isComparison = exchanges.some(({ group }) => group !== undefined)
  return (
    <section aria-label={ACT_WORDS[act].title} className="grid gap-3 rounded-md bg-sunken p-4">
      <h3 className="font-medium">{ACT_WORDS[act].title}</h3>
      <p className="text-sm">{ACT_WORDS[act].shows}</p>
      {refusal && <p className="text-sm text-danger">{refusal}</p>}
      {isComparison ? (
        <DurationHistogram exchanges={exchanges} />
      ) : (
        <ol className="grid gap-3">
          {alikeTogether(exchanges).map(([exchange, ...others]) => (
            <ExchangeLine
              key={exchange.requestId}
              exchange={exchange}
              others={others}
              request={story.find(({ id }) => id === exchange.requestId)}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

/** The same answer several times in a row is one line. */
function alikeTogether(exchanges: readonly Exchange[]): [Exchange, ...Exchange[]][] {
  const groups: [Exchange, ...Exchange[]][] = []
  for (const exchange of exchanges) {
    const last = groups.at(-1)
    const isAlike = last && last[0].sees === exchange.sees && last[0].path === exchange.path
    if (isAlike) last.push(exchange)
    else groups.push([exchange])
  }
  return groups
}

function ExchangeLine({
  exchange: { method, path, status, sees, ms },
  others,
  request,
}: {
  exchange: Exchange
  /** More of the same right after it. */
  others: readonly Exchange[]
  request: StoryRequest | undefined
}) {
  const stop = request && stopOf(request)
  return (
    <li className="grid gap-1 border-l-2 border-control/60 pl-3 text-sm">
      <p className="font-mono text-xs text-muted">
        {method} {path} → {status}, {[ms, ...others.map((one) => one.ms)].map(duration).join(' · ')}
      </p>
      <p>
        <span className="text-muted">The attacker sees: </span>
        {sees}
      </p>
      {request && (
        <p>
          <span className="text-muted">Stopped at: </span>
          {stop ? (
            <a href={`#request-${request.id}`}>
              {titleOf(stop)} ({resultOf(stop)})
            </a>
          ) : (
            <a href={`#request-${request.id}`}>nowhere: this one was let through</a>
          )}
        </p>
      )}
    </li>
  )
}

function readAnswer(answer: unknown): { exchanges: Exchange[]; refusal: string | null } {
  if (typeof answer === 'object' && answer !== null && 'exchanges' in answer) {
    return { exchanges: answer.exchanges as Exchange[], refusal: null }
  }
  const refusal =
    typeof answer === 'object' && answer && 'refusal' in answer ? answer.refusal : null
  const code = typeof refusal === 'object' && refusal && 'code' in refusal ? refusal.code : null
  return {
    exchanges: [],
    refusal: sentenceFor({ code: isErrorCode(code) ? code : 'server_error' }),
  }
}
