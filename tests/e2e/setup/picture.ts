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

/** A photo as a phone of today takes it: 48 megapixels in more than three megabytes. */
export async function phonePhoto() {
  const background = { r: 120, g: 60, b: 30 }
  const pixels = await sharp({ create: { width: 8064, height: 6048, channels: 3, background } })
    .jpeg()
    .toBuffer()
  // Phones append more to a picture too.
  const buffer = Buffer.concat([pixels, Buffer.alloc(3_500_000 - pixels.length)])
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer }
}
