import { err, ok, type Result } from '@/lib/platform/result'
import { createGate } from './gate'

/** The side of the square, in pixels: four times the largest display size. */
const SIDE = 256
const QUALITY = 82

/**
 * A small file can decode to very much (a "decompression bomb"). A photo, which is a JPEG in rows, is
 * decoded at an eighth of its size and takes a few megabytes; anything else may be held whole, at up
 * to six bytes a pixel.
 */
const MAX_PIXELS = 25_000_000
const MAX_PHOTO_PIXELS = 65_000_000
const TIMEOUT_SECONDS = 5

/** Each uses one of libuv's four threads, which file access, DNS and crypto share. */
const AT_ONCE = 2
const MAX_WAITING = 10

const READABLE = [
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadWebpBuffer',
]

const gate = createGate({ atOnce: AT_ONCE, maxWaiting: MAX_WAITING })
let decoder: Promise<typeof import('sharp').default> | undefined

/** Loaded with the first image, because it is large and most processes never need it. */
function loadDecoder() {
  return (decoder ??= import('sharp').then(({ default: sharp }) => {
    // Only these three decoders are enabled, so that no other ever parses untrusted bytes, whatever
    // type the file claims to have.
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: READABLE })
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  }))
}

/**
 * Converts a file into a profile image: an upright square of 256 pixels, as WebP. All metadata, colour
 * profiles, further frames and trailing data are removed.
 *
 * Runs outside the event loop, at most two at a time.
 *
 * @returns `image_refused` unless it is a valid PNG, JPEG or WebP within the limits of pixels; `busy`
 *   when too many are waiting
 * @see OWASP File Upload Cheat Sheet, "Image Rewriting"
 */
export async function reencodeImage(file: Uint8Array): Promise<Result<Buffer>> {
  const sharp = await loadDecoder()
  const made = await gate(async () => {
    try {
      const options = { failOn: 'error', pages: 1 } as const
      const { format, isProgressive } = await sharp(file, {
        ...options,
        limitInputPixels: MAX_PHOTO_PIXELS,
      }).metadata()
      const isPhoto = format === 'jpeg' && isProgressive !== true
      const limitInputPixels = isPhoto ? MAX_PHOTO_PIXELS : MAX_PIXELS
      return await sharp(file, { ...options, limitInputPixels })
        .autoOrient()
        .resize(SIDE, SIDE, { fit: 'cover' })
        .webp({ quality: QUALITY })
        .timeout({ seconds: TIMEOUT_SECONDS })
        .toBuffer()
    } catch {
      // The decoder has only one error class, so every error counts as an invalid file.
      return null
    }
  })
  if (!made.ok) return made
  return made.value === null ? err('image_refused') : ok(made.value)
}
