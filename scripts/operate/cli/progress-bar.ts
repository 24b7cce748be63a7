const WIDTH = 30
const PERCENT = 100

/**
 * A progress bar on standard error, where that is a terminal.
 *
 * @returns a function to call with how many are done
 */
export function progressBar(
  total: number,
  terminal: { isTTY?: boolean; write: (text: string) => unknown } = process.stderr,
): (done: number) => void {
  if (terminal.isTTY !== true || total === 0) return () => {}
  return (done) => {
    const filled = Math.round((done / total) * WIDTH)
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`
    const percent = Math.floor((done / total) * PERCENT)
    terminal.write(`\r${bar} ${percent} % (${done} of ${total})${done >= total ? '\n' : ''}`)
  }
}
