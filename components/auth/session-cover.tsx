'use client'

import { useEffect, useRef } from 'react'
import { BrandMark } from '@/components/ui/brand-mark'
import { buttonClass } from '@/components/ui/button'
import { sentenceFor } from '@/lib/platform/errors'

/**
 * Lies over the whole page once the session is over: what was protected cannot be read or used any
 * more, and what was typed is still there underneath.
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
      // Browsers let a second Escape close it all the same.
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
        You will come back to this page. To keep what you typed here, sign in in another tab: this
        page then opens again by itself.
      </p>
      <a href={signInHref} className={`${buttonClass()} mt-6 w-full`}>
        Sign in
      </a>
    </dialog>
  )
}
