'use client'

import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'
import { useMounted } from '@/components/ui/use-mounted'
import { product } from '@/lib/product'

/** Recovery codes, on the one page that shows them. */
export function RecoveryCodes({
  codes,
  notice,
  nextHref,
}: {
  codes: readonly string[]
  notice: string
  /** Where to go on. */
  nextHref: string
}) {
  const text = codes.join('\n')
  return (
    <div className="grid gap-5">
      <div role="status">
        <Notice tone="success">{notice}</Notice>
      </div>
      <p className="text-sm text-muted">
        Save these recovery codes now: they aren’t shown again. If you lose your phone, each one
        signs you in once.
      </p>
      <ol aria-label="Recovery codes" className="grid gap-1 rounded-md bg-sunken p-4">
        {codes.map((code) => (
          <li key={code} className="font-mono text-sm wrap-anywhere">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3">
        <DownloadLink text={text} />
        <CopyButton text={text} />
        <PrintButton />
      </div>
      <p>
        <a href={nextHref} className={buttonClass()}>
          I have saved my codes
        </a>
      </p>
    </div>
  )
}

/** A link, so that it works without JavaScript; the codes are not sent again. */
function DownloadLink({ text }: { text: string }) {
  const file = `${product.name} recovery codes. Each one works once.\n\n${text}\n`
  return (
    <a
      role="button"
      href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
      download={`${product.slug}-recovery-codes.txt`}
      className={buttonClass('quiet', 'small')}
      onKeyDown={(event) => {
        if (event.key !== ' ') return
        event.preventDefault()
        event.currentTarget.click()
      }}
    >
      Download recovery codes
    </a>
  )
}

function PrintButton() {
  const isMounted = useMounted()
  if (!isMounted) return null
  return (
    <Button tone="quiet" size="small" onClick={() => window.print()}>
      Print
    </Button>
  )
}
