'use client'

import { useState } from 'react'
import { Button } from './button'
import { useMounted } from './use-mounted'

/** Copies a text. Not there without a script, which it needs; the text stands beside it anyway. */
export function CopyButton({ text }: { text: string }) {
  const isMounted = useMounted()
  const [isCopied, setCopied] = useState(false)
  if (!isMounted) return null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // Without permission the text is still there to be selected.
      () => setCopied(false),
    )
  return (
    <Button tone="quiet" size="small" onClick={() => void copy()}>
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  )
}
