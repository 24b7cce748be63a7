/** The largest file that is looked at, in bytes. */
export const IMAGE_MAX_BYTES = 2 * 1024 * 1024

/** What browsers offer to choose from; what a file really is, the decoder finds out. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const

/** Where an image is served: another address for every image, so that it can be kept for ever. */
export function profileImagePath(id: string): string {
  return `/api/profile-image/${id}`
}
