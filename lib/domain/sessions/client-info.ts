/** The client behind a request, as far as the server can tell. */
export type ClientInfo = {
  /** The client's address as the front worked it out. */
  address: string
  userAgent: string
}
