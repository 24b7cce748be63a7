/** The moment as text, as it travels to components. */
export function withIsoTime<Mail extends { createdAt: Date }>(mail: Mail) {
  const { createdAt, ...rest } = mail
  return { ...rest, createdIso: createdAt.toISOString() }
}
