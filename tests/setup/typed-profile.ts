/** A profile as somebody types it, for tests that save or show one: a field of your own goes here. */
export const TYPED_PROFILE = {
  name: 'Ada Lovelace',
  username: 'ada',
  image: null,
}

type ProfileField = keyof typeof TYPED_PROFILE

/** Which fields changed, as an audit event records it. */
export function changedFields(...changed: ProfileField[]): Record<string, boolean> {
  const fields = Object.keys(TYPED_PROFILE) as ProfileField[]
  return Object.fromEntries(fields.map((field) => [field, changed.includes(field)]))
}
