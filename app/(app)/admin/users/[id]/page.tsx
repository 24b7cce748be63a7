import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MailboxHint } from '@/app/mailbox/mailbox-hint' // optional part: mailbox
import { UserActions } from '@/components/admin/user-actions'
import { UserDevices } from '@/components/admin/user-devices'
import { UserEvents } from '@/components/admin/user-events'
import { UserTokens } from '@/components/admin/user-tokens'
import { UserFacts } from '@/components/admin/user-facts'
import { UserHeading } from '@/components/admin/user-heading'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { doneNotice } from '@/lib/domain/site/admin-notices'
import { readDraft } from '@/lib/auth/draft'
import { requireAdmin } from '@/lib/auth/guards'
import { readUserRecord } from '@/lib/services/admin-pages/user-details'
import { userActions } from './bound-actions'
import { shownEvents, shownRecord, shownSessions, shownTokens } from './shown'

export const metadata: Metadata = { title: 'User' }

export default async function UserPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<{ done?: string | string[] }>
}) {
  const viewer = await requireAdmin('user')
  const { id } = await params
  const now = new Date()
  const record = await readUserRecord(viewer, id, now)
  if (!record) notFound()
  const { user, devices, tokens, events } = record
  const draft = await readDraft(viewer, `/admin/users/${user.id}`)
  const done = doneNotice((await searchParams).done)
  const shown = shownRecord(user, now)
  const nowIso = now.toISOString()
  return (
    <>
      <p className="mb-4">
        <TextLink href="/admin/users">All users</TextLink>
      </p>
      <UserHeading user={{ ...shown, id: user.id, image: user.image }} />
      {done && (
        <div className="mb-6">
          <div role="status">
            <Notice tone="success">{done}</Notice>
          </div>
          {/* optional part: mailbox */}
          <MailboxHint />
        </div>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] lg:gap-6">
        <div className="grid min-w-0 gap-5 lg:gap-6">
          <UserFacts user={shown} />
          <UserDevices
            sessions={shownSessions(devices.sessions)}
            count={devices.count}
            nowIso={nowIso}
          />
          <UserTokens tokens={shownTokens(tokens)} />
          <UserEvents userId={user.id} events={shownEvents(events, user.id)} nowIso={nowIso} />
        </div>
        <UserActions
          user={{
            ...{ id: user.id, username: user.username, role: shown.role, state: shown.state },
            ...{ hasTwoFactor: shown.hasTwoFactor, hasPasskeys: shown.hasPasskeys },
            isVerified: user.emailVerifiedAt !== null,
          }}
          isOwn={user.id === viewer.id}
          actions={userActions(user.id)}
          draft={draft}
        />
      </div>
    </>
  )
}
