import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { reencodeImage } from '@/lib/image/reencode'
import { err, unwrap } from '@/lib/platform/result'

const RED = { r: 200, g: 30, b: 30 }
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: RED } })

async function reencoded(file: Uint8Array) {
  const bytes = unwrap(await reencodeImage(file))
  return { bytes, metadata: await sharp(bytes).metadata() }
}

describe('a profile image', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('in %s becomes a square WebP', async (format) => {
    const file = await plain(640, 400).toFormat(format).toBuffer()
    const { metadata } = await reencoded(file)
    expect(metadata).toMatchObject({ format: 'webp', width: 256, height: 256 })
  })

  test('a phone photo of 48 megapixels is accepted', async () => {
    const file = await plain(8064, 6048).jpeg().toBuffer()
    expect((await reencoded(file)).metadata).toMatchObject({ width: 256, height: 256 })
  })

  test('that is smaller is scaled up', async () => {
    const { metadata } = await reencoded(await plain(3, 5).png().toBuffer())
    expect(metadata).toMatchObject({ width: 256, height: 256 })
  })

  test('keeps its transparency', async () => {
    const background = { ...RED, alpha: 0 }
    const file = await sharp({ create: { width: 9, height: 9, channels: 4, background } })
      .png()
      .toBuffer()
    expect((await reencoded(file)).metadata.hasAlpha).toBe(true)
  })
})

describe('an uploaded image loses', () => {
  test('where, when and with which device it was taken', async () => {
    const exif = { IFD0: { Artist: 'Ada at home', Copyright: 'GPS 51.5 N' } }
    const file = await plain(300, 300).withExif(exif).withIccProfile('p3').jpeg().toBuffer()
    expect(file.toString('latin1')).toContain('Ada at home')
    const { bytes, metadata } = await reencoded(file)
    expect(bytes.toString('latin1')).not.toContain('Ada at home')
    for (const what of ['exif', 'icc', 'xmp', 'iptc'] as const) {
      expect(metadata[what], what).toBeUndefined()
    }
  })

  test('its orientation tag, after being turned upright', async () => {
    const pixels = Buffer.alloc(20 * 10 * 3)
    for (let at = 0; at < pixels.length; at += 3) {
      const isLeft = (at / 3) % 20 < 10
      pixels[at + (isLeft ? 0 : 2)] = 255
    }
    const file = await sharp(pixels, { raw: { width: 20, height: 10, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer()
    const { bytes } = await reencoded(file)
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    const colourAt = (x: number, y: number) => {
      const start = (y * info.width + x) * info.channels
      return [...data.subarray(start, start + 3)].map((value) => value > 128)
    }
    expect(colourAt(128, 20)).toEqual([true, false, false])
    expect(colourAt(128, 235)).toEqual([false, false, true])
  })

  test('every frame but the first', async () => {
    const frames = Buffer.alloc(10 * 20 * 3, 120)
    const raw = { width: 10, height: 20, channels: 3, pageHeight: 10 } as const
    const file = await sharp(frames, { raw })
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer()
    const { metadata } = await reencoded(file)
    expect(metadata.pages ?? 1).toBe(1)
    expect(metadata.height).toBe(256)
  })

  test('any data appended to the file', async () => {
    const image = await plain(50, 50).png().toBuffer()
    const page = Buffer.from('<script>alert(document.domain)</script>')
    const { bytes } = await reencoded(Buffer.concat([image, page]))
    expect(bytes.toString('latin1')).not.toContain('<script>')
  })
})

describe('an upload is refused if it is', () => {
  const kinds: Record<string, () => Promise<Uint8Array>> = {
    'a GIF': () => plain(9, 9).gif().toBuffer(),
    'an AVIF': () => plain(9, 9).avif().toBuffer(),
    'a TIFF': () => plain(9, 9).tiff().toBuffer(),
    'an SVG': async () =>
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    'an SVG behind the first bytes of a PNG': async () =>
      Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      ]),
    'a page': async () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    'a PDF': async () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
    'half a JPEG': async () => {
      const whole = await plain(400, 400).jpeg().toBuffer()
      return whole.subarray(0, whole.length / 2)
    },
    noise: async () => Buffer.from(Array.from({ length: 999 }, (_value, at) => (at * 89) % 256)),
    nothing: async () => Buffer.alloc(0),
    'a small file of very many pixels': () => plain(6000, 5000).png().toBuffer(),
    'a photo of even more': () => plain(9000, 8000).jpeg().toBuffer(),
    'one that has to be held whole': () => plain(6000, 5000).jpeg({ progressive: true }).toBuffer(),
  }
  test.each(Object.entries(kinds))('%s', async (_kind, make) => {
    expect(await reencodeImage(await make())).toEqual(err('image_refused'))
  })
})

test('the event loop is not blocked meanwhile', async () => {
  const file = await plain(4000, 3000).jpeg().toBuffer()
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await Promise.all([1, 2, 3, 4].map(() => reencodeImage(file)))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})
