'use client'

import { use, useId, type ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { FormContext } from '@/components/ui/form-context'
import { LocalTime } from '@/components/ui/local-time'

export type ShownDevice = {
  /** Not the session's own id. */
  deviceId: string
  /** Browser and system in words. */
  name: string
  address: string
  createdIso: string
  lastSeenIso: string
  endsIso: string
  isThisOne: boolean
}

/** One device. `aria-describedby` adds the device's name to its button. */
export function DeviceRow({
  device,
  isPressed,
  press,
}: {
  device: ShownDevice
  /** This row's button submitted the form. */
  isPressed: boolean
  press: () => void
}) {
  const { isPending } = use(FormContext)
  const id = useId()
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
      <div className="grid min-w-0 gap-1">
        <p id={id} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          {device.name}
          {device.isThisOne && <Badge tone="accent">This device</Badge>}
        </p>
        <p className="font-mono text-sm">{device.address}</p>
        <dl className="flex flex-wrap gap-x-5 text-sm text-muted">
          <Time label="Signed in">{device.createdIso}</Time>
          <Time label="Last active">{device.lastSeenIso}</Time>
          <Time label="Expires">{device.endsIso}</Time>
        </dl>
      </div>
      <Button
        type="submit"
        tone="quiet"
        size="small"
        name="device"
        value={device.deviceId}
        aria-describedby={id}
        isBusy={isPending && isPressed}
        busyText="Signing out…"
        onClick={() => {
          if (!isPending) press()
        }}
      >
        Sign out this device
      </Button>
    </li>
  )
}

function Time({ label, children }: { label: string; children: string }): ReactNode {
  return (
    <div className="flex flex-wrap gap-x-1.5">
      <dt>{label}</dt>
      <dd>
        <LocalTime iso={children} />
      </dd>
    </div>
  )
}
