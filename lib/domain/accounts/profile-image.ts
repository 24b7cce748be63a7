/** The largest accepted file, in bytes: photos of phones are 3 to 8 MB. */
export const IMAGE_MAX_BYTES = 10 * 1024 * 1024

/** The types the file picker offers. The decoder determines the real type. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const

/** The path of an image. Every image has its own, so that it can be cached forever. */
export function profileImagePath(id: string): string {
  return `/api/profile-image/${id}`
}

/**
 * Which square of a picture is shown.
 *
 * @property zoom 1 for the largest square there is, 2 for one of half its side
 * @property x where the square stands between the left edge (0) and the right one (1)
 * @property y the same from top to bottom
 */
export type Crop = { zoom: number; x: number; y: number }

export const CENTRE: Crop = { zoom: 1, x: 0.5, y: 0.5 }

/** The square in pixels of the picture. */
export function cropSquare(
  { width, height }: { width: number; height: number },
  { zoom, x, y }: Crop,
): { left: number; top: number; side: number } {
  const side = Math.min(width, height) / zoom
  return { left: (width - side) * x, top: (height - side) * y, side }
}

/**
 * The crop after the picture was dragged under the square.
 *
 * @param dx how far to the right, as a share of the square's side
 * @param dy how far down
 */
export function draggedCrop(
  picture: { width: number; height: number },
  crop: Crop,
  dx: number,
  dy: number,
): Crop {
  const { side } = cropSquare(picture, crop)
  const moved = (at: number, by: number, room: number) =>
    room <= 0 ? at : Math.min(1, Math.max(0, at - (by * side) / room))
  return {
    zoom: crop.zoom,
    x: moved(crop.x, dx, picture.width - side),
    y: moved(crop.y, dy, picture.height - side),
  }
}
