import type { Metadata } from 'next'
import { AddPasskeyForm } from '@/components/passkeys/add-passkey-form'
import { LatestAnswer } from '@/components/passkeys/latest-answer'
import { PasskeyList } from '@/components/passkeys/passkey-list'
import { SignalPasskeys } from '@/components/passkeys/signal-passkeys'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { requireSignedIn } from '@/lib/auth/guards'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { isTwoFactorRequired } from '@/lib/auth/two-factor-rule'
import { pageNotice } from '@/lib/domain/site/notices'
import { passkeysPath, requestedPath } from '@/lib/domain/site/redirects'
import { listOwnPasskeys } from '@/lib/services/passkeys/manage'
import { passkeySignal } from '@/lib/services/passkeys/options'
import { addPasskeyAction, changePasskeyAction } from './actions'

export const metadata: Metadata = { title: 'Passkeys' }

type Query = Record<string, string | string[] | undefined>

export default async function PasskeysPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { notice, callbackUrl } = await searchParams
  const askedFor = requestedPath(callbackUrl)
  const viewer = await requireRecentProof(await requireSignedIn(), passkeysPath(askedFor))
  const arrival = pageNotice(notice)
  const passkeys = await listOwnPasskeys(viewer)
  return (
    <>
      <PageHeading title="Passkeys">
        Sign in with your fingerprint, face or screen lock, without a password or a code.
      </PageHeading>
      <SignalPasskeys {...await passkeySignal(viewer)} />
      <LatestAnswer
        arrival={
          arrival === undefined
            ? undefined
            : { tone: notice === 'passkey-gone' ? 'info' : 'success', text: arrival }
        }
      >
        {isTwoFactorRequired(viewer) && (
          <Notice tone="info">
            Your account needs two-factor. Add a passkey to continue, or sign out.
          </Notice>
        )}
        <Card title="New passkey">
          <AddPasskeyForm action={addPasskeyAction} />
          {askedFor && passkeys.length > 0 && (
            <p className="mt-5 text-sm">
              <TextLink href={askedFor}>Continue</TextLink>
            </p>
          )}
        </Card>
        <Card title={passkeys.length === 0 ? 'No passkeys' : 'Your passkeys'}>
          <p className="text-sm text-muted">
            {passkeys.length === 0
              ? 'Those you add are listed here.'
              : 'Removing one signs out every other device, and ends trusted browsers. Remove it from the device or password manager as well.'}
          </p>
          <PasskeyList
            action={changePasskeyAction}
            passkeys={passkeys.map((passkey) => ({
              ...{ id: passkey.id, name: passkey.name, provider: passkey.provider },
              ...{ isBackedUp: passkey.isBackedUp, device: passkey.device },
              address: passkey.address,
              createdIso: passkey.createdAt.toISOString(),
              lastUsedIso: passkey.lastUsedAt?.toISOString() ?? null,
            }))}
          />
        </Card>
      </LatestAnswer>
    </>
  )
}
