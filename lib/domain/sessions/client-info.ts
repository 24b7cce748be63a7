/** The client behind a request, as far as the server can tell. */
export type ClientInfo = {
  /** The client's address as determined by the front server. */
  address: string
  userAgent: string
}
