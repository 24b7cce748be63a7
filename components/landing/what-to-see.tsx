import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'

/** The layers of a sign-in, in the order a request passes them. */
const PARTS = [
  {
    name: 'Browser',
    text: 'Plain forms that work before JavaScript loads, and without it. Passwords never appear in a URL.',
  },
  {
    name: 'Middleware',
    text: 'Checks the session before anything renders, and redirects anyone who isn’t allowed in.',
  },
  {
    name: 'Auth.js',
    text: 'Keeps your identity in one encrypted cookie that no script can read.',
  },
  {
    name: 'Our code',
    text: 'A guard on every page, one service per use case, and rules written as pure functions.',
  },
  {
    name: 'Database',
    text: 'A row for every session. End it and its cookie stops working immediately, even if replayed.',
  },
] as const

const TO_TRY = [
  'Sign in with an email or a username, in upper or lower case.',
  'Open two tabs, sign out in one and watch the other.',
  'Turn off JavaScript and sign in anyway.',
  'Watch your session count down, then extend it.',
]

type WhatToSeeProps = {
  /** Whether the inspector is open to this visitor. */
  canInspect?: boolean
  /** Whether email goes to the mailbox page instead of being sent. */
  hasMailbox?: boolean
}

/** How a sign-in works here, and what to try. */
export function WhatToSee({ canInspect, hasMailbox }: WhatToSeeProps) {
  const toTry: ReactNode[] = [
    ...TO_TRY,
    hasMailbox && (
      <>
        Create an account and open its email in <TextLink href="/mailbox">the mailbox</TextLink>.
      </>
    ),
    canInspect && (
      <>
        Sign in from <TextLink href="/inspector">the inspector</TextLink> and see every callback and
        cookie as it happens.
      </>
    ),
  ].filter(Boolean)
  return (
    <section className="grid gap-12 lg:grid-cols-[1.6fr_1fr] lg:gap-16">
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">What happens when you sign in</h2>

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
