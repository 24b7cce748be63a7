'use client'

import { use, type ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { FormContext } from '@/components/ui/form-context'
import { Icon } from '@/components/ui/icon'
import { COMPUTER, PHONE, TABLET } from '@/components/ui/icons'
import { BOUND_SENTENCE } from '@/lib/domain/sessions/session-binding'
import { RelativeTime } from '@/components/ui/relative-time'

export type ShownDevice = {
  /** Not the session's own id. */
  deviceId: string
  kind: 'computer' | 'phone' | 'tablet'
  /** Browser and system in words. */
  name: string
  address: string
  /** The network in words; null when its address tells nothing more. */
  place: string | null
  /** How it was signed in, in words. */
  method: string
  createdIso: string
  lastSeenIso: string
  endsIso: string
  /** Whether its cookies work on that device alone. */
  isBound: boolean
  isThisOne: boolean
}

const ICONS = { computer: COMPUTER, phone: PHONE, tablet: TABLET }

/** One device. The button's name says which one it ends. */
export function DeviceRow({
  device,
  nowIso,
  isPressed,
  press,
}: {
  device: ShownDevice
  nowIso: string
  /** This row's button submitted the form. */
  isPressed: boolean
  press: () => void
}) {
  const { isPending } = use(FormContext)
  const isBusy = isPending && isPressed
  const { kind, name, address, place, isThisOne } = device
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <span className="grid size-10 place-items-center rounded-md bg-sunken text-muted">
        <Icon path={ICONS[kind]} />
      </span>
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          {name}
          {isThisOne && <Badge tone="accent">This device</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-2 text-sm text-muted">
          {place !== null && <span>{place}</span>}
          <span className="font-mono">{address}</span>
        </p>
        {device.isBound && <p className="text-sm text-muted">{BOUND_SENTENCE}</p>}
        <dl className="mt-1 gap-x-3 text-sm sm:grid sm:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
          <div className="flex flex-wrap gap-x-1.5 sm:contents">
            <dt className="text-muted">Signed in with</dt>
            <dd>{device.method}</dd>
          </div>
          <Time label="Last active" iso={device.lastSeenIso} nowIso={nowIso} />
          <Time label="Signed in" iso={device.createdIso} nowIso={nowIso} />
          <Time label="Expires" iso={device.endsIso} nowIso={nowIso} />
        </dl>
      </div>
      <div className="col-start-2 sm:col-start-3">
        <Button
          type="submit"
          tone="quiet"
          size="small"
          name="device"
          value={device.deviceId}
          aria-label={isBusy ? undefined : `Sign out this device: ${name}, ${address}`}
          isBusy={isBusy}
          busyText="Signing out…"
          onClick={() => {
            if (!isPending) press()
          }}
        >
          Sign out
        </Button>
      </div>
    </li>
  )
}

function Time({ label, iso, nowIso }: { label: string; iso: string; nowIso: string }): ReactNode {
  return (
    <div className="flex flex-wrap gap-x-1.5 sm:contents">
      <dt className="text-muted">{label}</dt>
      <dd>
        <RelativeTime iso={iso} nowIso={nowIso} />
      </dd>
    </div>
  )
}
