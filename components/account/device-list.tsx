'use client'

import { useEffect, useRef, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import type { FormAction } from '@/components/ui/use-form-submission'
import { DeviceRow, type ShownDevice } from './device-row'

/**
 * All devices in one form, whose buttons name the device to sign out. A removed row takes its button
 * with it, so the answer shows above the list, and keyboard focus moves to the list.
 */
export function DeviceList({
  devices,
  nowIso,
  action,
  leave,
}: {
  devices: readonly ShownDevice[]
  /** The server's time when the page was rendered. */
  nowIso: string
  action: FormAction
  leave?: (path: string) => void
}) {
  const [pressed, setPressed] = useState<string | null>(null)
  const listRef = useRef<HTMLUListElement>(null)
  const shownCount = useRef(devices.length)
  useEffect(() => {
    const isShorter = devices.length < shownCount.current
    shownCount.current = devices.length
    if (isShorter && document.activeElement === document.body) listRef.current?.focus()
  }, [devices.length])
  return (
    <ActionForm action={action} toastId="end-device" {...(leave ? { leave } : {})}>
      <ul ref={listRef} tabIndex={-1} aria-label="Devices" className="divide-y divide-line">
        {devices.map((device) => (
          <DeviceRow
            key={device.deviceId}
            device={device}
            nowIso={nowIso}
            isPressed={pressed === device.deviceId}
            press={() => setPressed(device.deviceId)}
          />
        ))}
      </ul>
    </ActionForm>
  )
}
