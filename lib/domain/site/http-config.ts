/** The adopter's file, as documents, errors and log lines name it. */
export const HTTP_CONFIG_FILE = 'app/http.config.ts'

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof METHODS)[number]

/** What a line may add to a page's policy. Scripts need the page's nonce, so no source helps them. */
export const SOURCE_DIRECTIVES = [
  ...['img-src', 'font-src', 'style-src', 'connect-src', 'media-src', 'worker-src'],
  ...['frame-src', 'form-action'],
] as const
/**
 * What requests the server admits beyond forms of this site's own pages, by path. A path is written as
 * in `app/`: `[id]` is any one part, `/*` at the end is everything below. All lines that fit add up.
 */
export type HttpConfig = Readonly<Record<string, HttpLine>>

export type HttpLine = {
  /** Below /api/ only: methods beside GET, HEAD and POST. */
  methods?: Method[]
  /** The largest body of a media type, in bytes. Without a line: forms, and JSON below /api/, of 64 KB. */
  bodies?: Record<string, number>
  /**
   * Below /api/ only: requests that change something may come without an Origin, from programs. They
   * bring no cookies.
   */
  withoutOrigin?: boolean
  /**
   * Below /api/ only: origins whose scripts may send requests and read the answers, or `*`. They bring
   * no cookies.
   */
  cors?: string[]
  /** Where a page may load from, beside this site. */
  sources?: Partial<Record<(typeof SOURCE_DIRECTIVES)[number], string[]>>
}

/**
 * Whether programs call what is there. Everything else are pages with their forms, and Auth.js's own
 * paths, which pages and plain forms call.
 */
export function isProgramPath(path: string): boolean {
  return /^\/api\/(?!auth([/?]|$))./.test(path)
}

const SHOWN_PATH_CHARACTERS = 120

/** The line of the adopter's file that would have admitted a request, for the log. */
export function lineFor(path: string, allows: HttpLine): string {
  const shown = path.slice(0, SHOWN_PATH_CHARACTERS).replaceAll("'", '')
  return `${HTTP_CONFIG_FILE}: '${shown}': ${JSON.stringify(allows)}`
}

/** The same for what a browser refused to load for a page; nothing for what no line can allow. */
export function lineForSource(
  page: string,
  directive: string,
  blocked: string,
): string | undefined {
  const name = directive.replace(/-(elem|attr)$/, '')
  const known = SOURCE_DIRECTIVES.find((one) => one === name)
  if (known === undefined || !/^https:/.test(blocked)) return undefined
  return lineFor(page, { sources: { [known]: [blocked] } })
}
