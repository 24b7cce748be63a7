import type { Metadata } from 'next'
import { RecoveryCodesForm } from '@/components/two-factor/recovery-codes-form'
import { SetUpSteps } from '@/components/two-factor/set-up-steps'
import { TurnOffForm } from '@/components/two-factor/turn-off-form'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { LocalTime } from '@/components/ui/local-time'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { requireSignedIn } from '@/lib/auth/guards'
import { landingPath } from '@/lib/auth/landing-path'
import { isTwoFactorRequired } from '@/lib/auth/two-factor-rule'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { pageNotice } from '@/lib/domain/site/notices'
import {
  passkeysPath,
  requestedPath,
  setUpTwoFactorPath,
  TWO_FACTOR_PATH,
} from '@/lib/domain/site/redirects'
import { countRecoveryCodes } from '@/lib/services/two-factor/manage'
import { prepareSetUp } from '@/lib/services/two-factor/set-up'
import { recoveryCodesAction, turnOffAction } from './actions'

export const metadata: Metadata = { title: 'Two-factor' }

type Query = Record<string, string | string[] | undefined>

export default async function TwoFactorPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { notice, callbackUrl } = await searchParams
  const askedFor = requestedPath(callbackUrl)
  const viewer = await requireRecentProof(await requireSignedIn(), setUpTwoFactorPath(askedFor))
  const arrival = pageNotice(notice)
  const { twoFactorEnabledAt: since } = viewer
  const isOn = since !== null
  const mustSetUp = !isOn && isTwoFactorRequired(viewer)
  return (
    <>
      <PageHeading title="Two-factor">
        A code from an authenticator app, in addition to your password.
      </PageHeading>
      <div className="grid gap-5">
        {arrival && (
          <div role="status">
            <Notice tone="success">{arrival}</Notice>
          </div>
        )}
        {mustSetUp && (
          <Notice tone="info">
            Your account needs two-factor. Set it up or{' '}
            <TextLink href={passkeysPath(askedFor)}>add a passkey</TextLink> to continue, or sign
            out.
          </Notice>
        )}
        <Card
          title={isOn ? 'Recovery codes' : 'Set up'}
          aside={<Badge tone={isOn ? 'accent' : 'neutral'}>{isOn ? 'On' : 'Off'}</Badge>}
        >
          <RecoveryCodesForm
            action={recoveryCodesAction}
            isOn={isOn}
            nextHref={askedFor ?? (mustSetUp ? landingPath(viewer.role) : TWO_FACTOR_PATH)}
          >
            {askedFor && <input type="hidden" name="callbackUrl" value={askedFor} />}
            {isOn ? (
              <p className="text-sm text-muted">
                Two-factor is on since <LocalTime iso={since.toISOString()} />.{' '}
                {codesInWords(await countRecoveryCodes(viewer))} New codes replace the ones you
                have.
              </p>
            ) : (
              <SetUpSteps {...prepareSetUp(viewer)} />
            )}
          </RecoveryCodesForm>
        </Card>
        {isOn && (
          <Card title="Turn off">
            <TurnOffForm action={turnOffAction} username={viewer.username} />
          </Card>
        )}
      </div>
    </>
  )
}

function codesInWords(count: number): string {
  if (count === 0) return 'You have no recovery codes left.'
  return count === 1 ? 'You have 1 recovery code left.' : `You have ${count} recovery codes left.`
}
