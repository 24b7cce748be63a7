/**
 * The query of a sign-in that the inspector's page made with `redirect: true`. Only the recorder reads
 * it.
 */
export const REDIRECT_TRUE_MARK = 'redirect=true'
