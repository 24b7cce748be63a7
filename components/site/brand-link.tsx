import { BrandMark } from '@/components/ui/brand-mark'
import { product } from '@/lib/product'

/** The product's name, linked to the start page. */
export function BrandLink() {
  return (
    // A full document load, so that nothing cached before signing in or out is shown.
    <a href="/" className="inline-flex min-h-11 items-center gap-2.5 rounded-md text-accent">
      <BrandMark className="size-8" />
      <span className="text-lg font-semibold tracking-tight text-ink">{product.name}</span>
    </a>
  )
}
