'use client'

import { use, useId } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { FormContext } from '@/components/ui/form-context'
import { LocalTime } from '@/components/ui/local-time'
import type { FormAction } from '@/components/ui/use-form-submission'

export type ShownTrustedBrowser = {
  id: string
  /** Browser and system in words. */
  name: string
  address: string
  trustedIso: string
  lastUsedIso: string
  endsIso: string
  isThisOne: boolean
}

/** All trusted browsers in one form, whose buttons name the one to stop trusting. */
export function TrustedBrowserList({
  browsers,
  action,
  leave,
}: {
  browsers: readonly ShownTrustedBrowser[]
  action: FormAction
  leave?: (path: string) => void
}) {
  return (
    <ActionForm action={action} toastId="stop-trusting" {...(leave ? { leave } : {})}>
      <ul aria-label="Trusted browsers" className="divide-y divide-line">
        {browsers.map((browser) => (
          <Row key={browser.id} browser={browser} />
        ))}
      </ul>
    </ActionForm>
  )
}

function Row({ browser }: { browser: ShownTrustedBrowser }) {
  const { isPending } = use(FormContext)
  const id = useId()
  return (
    <li className="grid items-start justify-items-start gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 gap-1">
        <p id={id} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          {browser.name}
          {browser.isThisOne && <Badge tone="accent">This browser</Badge>}
        </p>
        <p className="font-mono text-sm">{browser.address}</p>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
          <Time label="Trusted">{browser.trustedIso}</Time>
          <Time label="Last used">{browser.lastUsedIso}</Time>
          <Time label="Until">{browser.endsIso}</Time>
        </dl>
      </div>
      <Button
        type="submit"
        tone="quiet"
        size="small"
        name="browser"
        value={browser.id}
        aria-describedby={id}
        isLocked={isPending}
      >
        Stop trusting
      </Button>
    </li>
  )
}

function Time({ label, children }: { label: string; children: string }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd>
        <LocalTime iso={children} />
      </dd>
    </div>
  )
}
