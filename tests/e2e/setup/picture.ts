import sharp from 'sharp'

/** A photo as a camera might have taken it, for a file field. */
export async function pictureFile(format: 'png' | 'jpeg' | 'webp' = 'jpeg') {
  const background = { r: 30, g: 120, b: 90 }
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .withExif({ IFD0: { Artist: 'Ada at home' } })
    .toFormat(format)
    .toBuffer()
  return { name: `me.${format}`, mimeType: `image/${format}`, buffer }
}
