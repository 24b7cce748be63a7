'use client'

import { Icon } from '@/components/ui/icon'
import { SUCCESS } from '@/components/ui/icons'

/** The stops as a row of numbers, each of which can be gone to. */
export function StopMarks({
  titles,
  at,
  isDone,
  onGo,
}: {
  titles: readonly string[]
  at: number
  isDone: (index: number) => boolean
  onGo: (index: number) => void
}) {
  return (
    <ol className="flex justify-between gap-1" aria-label="Stops of the tour">
      {titles.map((title, index) => (
        <li key={title} aria-current={index === at ? 'step' : undefined}>
          <button
            type="button"
            aria-label={`${index + 1}: ${title}${isDone(index) ? ', done' : ''}`}
            onClick={() => onGo(index)}
            className={`grid size-6 cursor-pointer place-items-center rounded-full border text-sm tabular-nums hover:border-accent sm:size-7 ${
              index === at
                ? 'border-accent bg-accent-soft font-medium text-accent-text'
                : 'border-line text-muted'
            }`}
          >
            {isDone(index) ? (
              <Icon path={SUCCESS} className="size-5 text-accent-text" />
            ) : (
              index + 1
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}
