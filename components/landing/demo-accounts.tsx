import type { ReactNode } from 'react'
import { LandingSection } from './landing-section'
import { outcomeOf, type DemoSignIn } from '@/components/site/demo-accounts'

/** Only in demo and development: these accounts exist nowhere else. */
export function DemoAccounts({ accounts, password, twoFactor }: DemoSignIn) {
  return (
    <LandingSection
      id="demo-accounts"
      title="Demo accounts"
      intro={
        <>
          All accounts use the password{' '}
          <code className="rounded-sm bg-accent-soft px-1.5 py-0.5 font-mono text-sm whitespace-nowrap text-accent-text select-all">
            {password}
          </code>
        </>
      }
    >
      <div className="mt-6 rounded-lg border border-line bg-surface shadow-card">
        <table className="w-full border-collapse text-left">
          <thead className="border-b border-line text-sm text-muted max-sm:sr-only">
            <tr>
              <Heading>Email</Heading>
              <Heading>Username</Heading>
              <Heading>Access</Heading>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {accounts.map((account) => (
              <tr key={account.username} className="max-sm:block max-sm:py-2.5">
                <Cell>
                  <span className="font-mono text-sm select-all">{account.email}</span>
                </Cell>
                <Cell>
                  <span className="font-mono text-sm select-all">{account.username}</span>
                </Cell>
                <Cell>{outcomeOf(account)}</Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details className="mt-5 text-sm">
        <summary className="cursor-pointer font-medium">
          Secret and recovery codes of the two-factor account
        </summary>
        <p className="mt-3 text-muted">
          Type this key into an authenticator app:{' '}
          <code className="font-mono wrap-anywhere text-ink select-all">{twoFactor.secret}</code>
        </p>
        <ul aria-label="Recovery codes" className="mt-3 grid gap-1 font-mono sm:grid-cols-2">
          {twoFactor.recoveryCodes.map((code) => (
            <li key={code} className="wrap-anywhere select-all">
              {code}
            </li>
          ))}
        </ul>
      </details>
    </LandingSection>
  )
}

function Heading({ children }: { children: string }) {
  return (
    <th scope="col" className="px-5 py-3 font-medium">
      {children}
    </th>
  )
}

/** Stacked on small screens. */
function Cell({ children }: { children: ReactNode }) {
  return <td className="px-5 py-3 max-sm:block max-sm:py-0.5">{children}</td>
}
