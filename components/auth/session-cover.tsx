'use client'

import { useEffect, useRef } from 'react'
import { BrandMark } from '@/components/ui/brand-mark'
import { buttonClass } from '@/components/ui/button-class'
import { sentenceFor } from '@/lib/platform/errors'

/**
 * Covers the page once the session has expired: protected content can no longer be read or used,
 * and typed text stays underneath.
 */
export function SessionCover({ signInHref }: { signInHref: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby="session-cover-title"
      aria-describedby="session-cover-text"
      onCancel={(event) => event.preventDefault()}
      // Browsers close it on a second Escape anyway.
      onClose={({ currentTarget }) => {
        if (currentTarget.isConnected && !currentTarget.open) currentTarget.showModal()
      }}
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-7 text-ink shadow-float backdrop:bg-canvas/95 backdrop:backdrop-blur-2xl"
    >
      <BrandMark className="size-9 text-accent" />
      <h2 id="session-cover-title" className="mt-5 text-xl font-semibold tracking-tight">
        {sentenceFor({ code: 'session_expired' })}
      </h2>
      <p id="session-cover-text" className="mt-2 text-muted">
        You’ll return to this page. Unsaved text? Sign in in a new tab; your text stays here.
      </p>
      <a href={signInHref} className={`${buttonClass()} mt-6 w-full`}>
        Sign in
      </a>
    </dialog>
  )
}
