const SEE_OTHER = 303

/** Leads from a form's POST to a page, which is read with GET. */
export function seeOther(path: string): Response {
  return new Response(null, {
    status: SEE_OTHER,
    headers: { Location: path, 'Cache-Control': 'private, no-store' },
  })
}
