/**
 * Whether the body of a request is larger than allowed. A length that the client gave is believed,
 * because no parser passes on more; without one, what arrives is counted.
 */
export async function isBodyLargerThan(request: Request, limitBytes: number): Promise<boolean> {
  const length = request.headers.get('content-length')
  if (length !== null) return Number(length) > limitBytes
  if (!request.body) return false
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > limitBytes) return true
  }
  return false
}
