import { err, ok, type Result } from '@/lib/platform/result'
import { createGate } from './gate'

/** The side of the square, in pixels: four times what the largest place shows. */
const SIDE = 256
const QUALITY = 82

/** More than phones take; a small file may claim to be much larger (a "decompression bomb"). */
const MAX_PIXELS = 25_000_000
const TIMEOUT_SECONDS = 5

/** Each uses one of libuv's four threads, which files, names and keys need too. */
const AT_ONCE = 2
const MAX_WAITING = 10

const READABLE = [
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadWebpBuffer',
]

const gate = createGate({ atOnce: AT_ONCE, maxWaiting: MAX_WAITING })
let decoder: Promise<typeof import('sharp').default> | undefined

/** Loaded at the first image: most processes never see one, and it is large. */
function loadDecoder() {
  return (decoder ??= import('sharp').then(({ default: sharp }) => {
    // Every reader is closed but these three, so that nothing else is ever tried on a stranger's
    // bytes, whatever the file says it is.
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: READABLE })
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  }))
}

/**
 * Makes a profile image of a file: a square of 256 pixels, upright, as WebP. Everything else the
 * file held is gone: places, cameras, colour profiles, further frames, whatever hung on its end.
 *
 * Works off the event loop, at most two at a time.
 *
 * @returns `image_refused` when it is no PNG, JPEG or WebP, is damaged, or has more than 25
 *   megapixels; `busy` when too many are waiting
 * @see OWASP File Upload Cheat Sheet, "Image Rewriting"
 */
export async function reencodeImage(file: Uint8Array): Promise<Result<Buffer>> {
  const sharp = await loadDecoder()
  const made = await gate(async () => {
    try {
      return await sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
        .autoOrient()
        .resize(SIDE, SIDE, { fit: 'cover' })
        .webp({ quality: QUALITY })
        .timeout({ seconds: TIMEOUT_SECONDS })
        .toBuffer()
    } catch {
      // The decoder has one kind of error, and says in English what was wrong with the file.
      return null
    }
  })
  if (!made.ok) return made
  return made.value === null ? err('image_refused') : ok(made.value)
}
