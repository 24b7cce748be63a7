/**
 * What is asked for, as long as somebody waits for it.
 *
 * @param patienceMs in milliseconds
 * @returns null when it fails or takes longer; never throws
 */
export async function withinPatience<Value>(
  asking: Promise<Value>,
  patienceMs: number,
): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null)
  })
  try {
    return await Promise.race([asking, late])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
