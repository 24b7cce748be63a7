'use client'

import { usePathname } from 'next/navigation'
import { outcomeOf, type DemoSignIn } from '@/components/site/demo-accounts'
import { SIGN_IN_PATH } from '@/lib/domain/site/redirects'

/** Beside the sign-in form of the demo: its accounts, each a click away. */
export function DemoPanel({ accounts, password }: DemoSignIn) {
  if (usePathname() !== SIGN_IN_PATH) return null
  return (
    <section aria-labelledby="demo-accounts" className="w-full">
      <h2 id="demo-accounts" className="text-xl font-semibold tracking-tight">
        Demo accounts
      </h2>
      <p className="mt-1 text-door-muted">
        The password is{' '}
        <code className="font-mono text-sm whitespace-nowrap text-door-text select-all">
          {password}
        </code>
      </p>
      <ul className="mt-4 divide-y divide-door-line border-y border-door-line">
        {accounts.map((account) => (
          <li
            key={account.username}
            className="flex items-center justify-between gap-x-4 gap-y-2 py-3 max-[26rem]:flex-col max-[26rem]:items-start"
          >
            <span className="grid min-w-0">
              <span className="font-mono text-sm select-all">{account.email}</span>
              <span className="text-sm text-door-muted">{outcomeOf(account)}</span>
            </span>
            <button
              type="button"
              onClick={() => fillSignIn(account.email, password)}
              className="needs-script min-h-9 shrink-0 cursor-pointer rounded-md border border-door-muted/60 px-3 text-sm font-medium hover:border-door-text hover:bg-door-deep focus-visible:outline-door-bright"
            >
              Fill in <span className="sr-only">{account.email}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** As a password manager does. Then one more press signs in. */
function fillSignIn(identifier: string, password: string): void {
  const form = document.querySelector<HTMLInputElement>('input[name="identifier"]')?.form
  for (const [name, value] of Object.entries({ identifier, password })) {
    const input = form?.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    if (!input) return
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  form?.querySelector<HTMLElement>('button[type="submit"]')?.focus()
}
