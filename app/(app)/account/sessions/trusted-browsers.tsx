import { EndDevicesForm } from '@/components/account/end-devices-form'
import {
  TrustedBrowserList,
  type ShownTrustedBrowser,
} from '@/components/two-factor/trusted-browser-list'
import { Card } from '@/components/ui/card'
import { describeDevice } from '@/lib/domain/sessions/device'
import type { OwnTrustedBrowser } from '@/lib/services/two-factor/trusted-browsers'
import { stopTrustingAction, stopTrustingAllAction } from './actions'

/** The browsers that are asked for no code; nothing while there are none. */
export function TrustedBrowsers({ browsers }: { browsers: readonly OwnTrustedBrowser[] }) {
  if (browsers.length === 0) return null
  return (
    <Card title="Trusted browsers">
      <p className="mb-5 text-sm text-muted">
        Signing in there takes your password only. A new password ends it everywhere.
      </p>
      <div className="grid gap-5">
        <TrustedBrowserList browsers={browsers.map(shown)} action={stopTrustingAction} />
        <EndDevicesForm
          action={stopTrustingAllAction}
          toastId="stop-trusting-all"
          buttonText="Stop trusting all browsers"
          busyText="Stopping…"
          tone="quiet"
        >
          Every browser is asked for a code again. Nobody is signed out.
        </EndDevicesForm>
      </div>
    </Card>
  )
}

function shown(browser: OwnTrustedBrowser): ShownTrustedBrowser {
  const { id, userAgent, address, trustedAt, lastUsedAt, expiresAt, isThisOne } = browser
  return {
    ...{ id, name: describeDevice(userAgent), address, isThisOne },
    trustedIso: trustedAt.toISOString(),
    lastUsedIso: lastUsedAt.toISOString(),
    endsIso: expiresAt.toISOString(),
  }
}
