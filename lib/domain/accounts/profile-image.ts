/** The largest accepted file, in bytes. */
export const IMAGE_MAX_BYTES = 2 * 1024 * 1024

/** The types the file picker offers. The decoder determines the real type. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const

/** The path of an image. Every image has its own, so that it can be cached forever. */
export function profileImagePath(id: string): string {
  return `/api/profile-image/${id}`
}
