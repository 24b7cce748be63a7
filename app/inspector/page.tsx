import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { Inspector } from '@/components/inspector/inspector'
import { PageHeading } from '@/components/ui/page-heading'
import { requireInspector } from '@/lib/auth/inspector'
import { env } from '@/lib/env'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@/prisma/demo-accounts'

export const metadata: Metadata = { title: 'Inspector' }

const MODES_WITH_DEMO_ACCOUNTS = ['demo', 'development']

export default async function InspectorPage() {
  const { flow, recording } = await requireInspector()
  const received = await headers()
  const hasDemo = MODES_WITH_DEMO_ACCOUNTS.includes(env().LATCHKEY_MODE)
  return (
    <>
      <PageHeading title="Inspector">
        Your own requests, and nobody else’s, as they run: every callback, every cookie, with the
        time each took.
      </PageHeading>
      <Inspector
        authUrl={env().AUTH_URL}
        nowMs={new Date().getTime()}
        sources={flow.sources}
        events={recording === null ? [] : flow.recorder.read(recording, 0)}
        middlewareSaid={received.get('x-latchkey-session') ?? 'absent'}
        demo={hasDemo ? { identifier: DEMO_ACCOUNTS[0].email, password: DEMO_PASSWORD } : null}
      />
    </>
  )
}
