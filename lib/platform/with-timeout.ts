/**
 * Waits for a promise, for a limited time.
 *
 * @returns null when the promise rejects or takes longer; never throws
 */
export async function withTimeout<Value>(
  promise: Promise<Value>,
  timeoutMs: number,
): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const timedOut = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null)
  })
  try {
    return await Promise.race([promise, timedOut])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
