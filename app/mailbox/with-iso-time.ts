/** The creation time as an ISO string, as components take it. */
export function withIsoTime<Mail extends { createdAt: Date }>(mail: Mail) {
  const { createdAt, ...rest } = mail
  return { ...rest, createdIso: createdAt.toISOString() }
}
