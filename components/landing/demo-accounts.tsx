const ACCOUNTS = [
  { email: 'user@example.com', username: 'user', what: 'Signs in' },
  { email: 'admin@example.com', username: 'admin', what: 'Signs in, and sees more' },
  { email: 'disabled@example.com', username: 'disabled', what: 'Is refused: disabled' },
  {
    email: 'unverified@example.com',
    username: 'unverified',
    what: 'Is refused: email not confirmed',
  },
] as const

const PASSWORD = 'lantern ladder lagoon'

/** Only in a demo and while developing: these accounts exist nowhere else. */
export function DemoAccounts() {
  return (
    <section aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className="text-2xl font-semibold tracking-tight">
        Demo accounts
      </h2>
      <p className="mt-2 text-muted">
        One password for all:{' '}
        <code className="rounded-sm bg-accent-soft px-1.5 py-0.5 font-mono text-sm text-accent-text select-all">
          {PASSWORD}
        </code>
      </p>
      <div className="mt-6 overflow-x-auto rounded-lg border border-line bg-surface shadow-card">
        <table className="w-full border-collapse text-left">
          <thead className="border-b border-line text-sm text-muted">
            <tr>
              <Heading>Email</Heading>
              <Heading>Username</Heading>
              <Heading>What it does</Heading>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {ACCOUNTS.map(({ email, username, what }) => (
              <tr key={username}>
                <td className="px-5 py-3 font-mono text-sm whitespace-nowrap">{email}</td>
                <td className="px-5 py-3 font-mono text-sm whitespace-nowrap">{username}</td>
                <td className="px-5 py-3 whitespace-nowrap">{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Heading({ children }: { children: string }) {
  return (
    <th scope="col" className="px-5 py-3 font-medium">
      {children}
    </th>
  )
}
