/** What somebody types and ticks to sign up. A required field of your own goes here as well. */
export const TYPED_SIGN_UP = {
  name: 'Ada Lovelace',
  username: 'ada',
  email: 'ada@example.com',
  password: 'lantern ladder lagoon',
}
