/** The client behind a request, as far as the server can tell. */
export type ClientInfo = {
  /** The client's address as determined by the front server. */
  address: string
  userAgent: string
  /** The server sent it to itself, to show what happens: the inspector's simulations. */
  isSimulated?: true
}
