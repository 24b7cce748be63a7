import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { DeviceList } from '@/components/account/device-list'
import { DevicePages } from '@/components/account/device-pages'
import type { ShownDevice } from '@/components/account/device-row'
import { EndDevicesForm } from '@/components/account/end-devices-form'
import { CopiedSession } from '@/components/dashboard/copied-session'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { describePlace } from '@/lib/domain/sessions/client-network'
import { describeDevice, deviceKind } from '@/lib/domain/sessions/device'
import { signInRequestOf } from '@/lib/auth/request-context'
import { endOfSession } from '@/lib/domain/sessions/session-lifetime'
import { signInMethodLabel } from '@/lib/domain/two-factor/sign-in-method'
import { pageSchema } from '@/lib/schemas/account'
import { listDevices, type DeviceList as Devices } from '@/lib/services/sessions/devices'
import { listOwnTrustedBrowsers } from '@/lib/services/two-factor/trusted-browsers'
import { signOutEverywhereAction, signOutDeviceAction, signOutOtherDevicesAction } from './actions'
import { TrustedBrowsers } from './trusted-browsers'

export const metadata: Metadata = { title: 'Devices' }

export default async function DevicesPage({
  searchParams,
}: {
  searchParams: Promise<{ page?: string | string[] }>
}) {
  const viewer = await requireViewer()
  const asked = pageSchema.parse((await searchParams).page)
  const now = new Date()
  const { current, others, otherCount, page, pageCount } = await listDevices(viewer, asked, now)
  const trusted = await listOwnTrustedBrowsers(viewer, signInRequestOf(await headers()), now)
  const devices = [
    ...(page === 1 ? [shown(current, current)] : []),
    ...others.map((device) => shown(device, current)),
  ]
  return (
    <>
      <PageHeading title="Devices">
        Where you’re signed in. A device you sign out here loses access immediately.
      </PageHeading>
      {viewer.session.tellsOfCopy && <CopiedSession />}
      <div className="grid gap-5 lg:gap-6">
        <Card title={countInWords(otherCount + 1)} aside={<DevicePages {...{ page, pageCount }} />}>
          <DeviceList devices={devices} nowIso={now.toISOString()} action={signOutDeviceAction} />
        </Card>
        <TrustedBrowsers browsers={trusted} />
        <Card title="Sign out several devices">
          <div className="grid gap-5">
            <EndDevicesForm
              action={signOutOtherDevicesAction}
              toastId="end-other-devices"
              buttonText="Sign out other devices"
              tone="quiet"
            >
              Ends every session except this one. If you don’t recognize a device, change your
              password too.
            </EndDevicesForm>
            <EndDevicesForm
              action={signOutEverywhereAction}
              toastId="end-all-devices"
              buttonText="Sign out everywhere"
              tone="danger"
            >
              Ends this session too. We may ask for your password first.
            </EndDevicesForm>
          </div>
        </Card>
      </div>
    </>
  )
}

function shown(device: Devices['current'], current: Devices['current']): ShownDevice {
  const isThisOne = device === current
  return {
    deviceId: device.deviceId,
    kind: deviceKind(device.userAgent),
    name: describeDevice(device.userAgent),
    address: device.address,
    place: describePlace(device.address, isThisOne ? '' : current.address),
    method: signInMethodLabel(device.method),
    createdIso: device.createdAt.toISOString(),
    lastSeenIso: device.lastSeenAt.toISOString(),
    endsIso: endOfSession(device).toISOString(),
    isBound: device.boundAt !== null,
    isThisOne,
  }
}

function countInWords(count: number): string {
  return count === 1 ? '1 device' : `${count} devices`
}
