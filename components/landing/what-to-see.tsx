import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'

/** The five pins of the lock, in the order a request meets them. */
const PARTS = [
  {
    name: 'Browser',
    text: 'Plain forms. They work before a script has loaded, and without one. No password ever stands in an address.',
  },
  {
    name: 'Middleware',
    text: 'Asks whether the session is alive before anything is drawn, and sends people where they belong.',
  },
  {
    name: 'Auth.js',
    text: 'Seals who you are into one encrypted cookie that no script can read.',
  },
  {
    name: 'Our code',
    text: 'A guard at the top of every page, one service per use case, and rules written as plain functions.',
  },
  {
    name: 'Database',
    text: 'A row for every session. End it, and the cookie is dead that instant, also when it is replayed.',
  },
] as const

const TO_TRY = [
  'Sign in with an email or a username, in any letter case.',
  'Open two tabs, sign out in one, and watch the other.',
  'Switch JavaScript off and sign in all the same.',
  'Watch the session count down, and stay signed in.',
]

type WhatToSeeProps = {
  /** Whether the inspector is open to the reader. */
  canInspect?: boolean
  /** Whether mail lands here instead of going out. */
  hasMailbox: boolean
}

/** What a sign-in is made of, and what to do with this one. */
export function WhatToSee({ canInspect, hasMailbox }: WhatToSeeProps) {
  const toTry: ReactNode[] = [
    ...TO_TRY,
    hasMailbox && (
      <>
        Create an account, and find its mail in <TextLink href="/mailbox">the mailbox</TextLink>.
      </>
    ),
    canInspect && (
      <>
        Open <TextLink href="/inspector">the inspector</TextLink>, sign in there, and see every
        callback and cookie as it happens.
      </>
    ),
  ].filter(Boolean)
  return (
    <section className="grid gap-12 lg:grid-cols-[1.6fr_1fr] lg:gap-16">
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">Five pins, one turn</h2>
        <p className="mt-2 max-w-prose text-muted">
          A lock opens when every pin stands at the same line. So does this one.
        </p>
        <dl className="mt-6 divide-y divide-line border-y border-line">
          {PARTS.map(({ name, text }) => (
            <div key={name} className="grid gap-x-6 gap-y-1 py-4 sm:grid-cols-[8rem_1fr]">
              <dt className="font-mono text-sm leading-6 text-accent-text">{name}</dt>
              <dd className="max-w-prose">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">Try this</h2>
        <p className="mt-2 text-muted">Each takes less than a minute.</p>
        <ol className="mt-6 divide-y divide-line border-y border-line">
          {toTry.map((what, index) => (
            <li key={index} className="grid grid-cols-[1.75rem_1fr] py-4">
              <span className="font-mono text-sm leading-6 text-accent-text" aria-hidden="true">
                {index + 1}
              </span>
              <span>{what}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}
