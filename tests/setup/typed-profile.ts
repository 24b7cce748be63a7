/** A profile as somebody types it, for tests that save or show one: a field of your own goes here. */
export const TYPED_PROFILE = {
  name: 'Ada Lovelace',
  username: 'ada',
  image: null,
}
