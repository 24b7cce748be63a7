import { BrandMark } from '@/components/ui/brand-mark'
import { product } from '@/lib/product'

/** The name, which leads to the start page. */
export function BrandLink() {
  return (
    // A whole document on purpose: nothing drawn for one state may be shown in another.
    <a href="/" className="inline-flex min-h-11 items-center gap-2.5 rounded-md text-accent">
      <BrandMark className="size-8" />
      <span className="text-lg font-semibold tracking-tight text-ink">{product.name}</span>
    </a>
  )
}
