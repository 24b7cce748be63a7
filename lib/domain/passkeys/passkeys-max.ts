/** The most passkeys of one user. */
export const PASSKEYS_MAX = 50
