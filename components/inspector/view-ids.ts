/** The views of the page, in the order of their tabs. */
export const VIEWS = {
  sequence: 'Sequence',
  locations: 'Where it is stored',
  cookies: 'Cookies',
  token: 'Token and session',
  csrf: 'CSRF',
  callbacks: 'Callbacks',
  redirect: 'redirect',
  agreement: 'Four views',
  clock: 'Session clock',
  attacks: 'Attacks',
  questions: 'Ten questions',
  diagnosis: 'Diagnosis',
  export: 'Export',
} as const

export type ViewId = keyof typeof VIEWS

export function isViewId(value: unknown): value is ViewId {
  return typeof value === 'string' && Object.hasOwn(VIEWS, value)
}

export const viewHref = (view: ViewId) => `/inspector?view=${view}`
