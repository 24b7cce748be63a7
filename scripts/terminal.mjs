const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 80

const lively = process.stdout.isTTY === true && process.env.TERM !== 'dumb' && !process.env.CI
const coloured = lively && !process.env.NO_COLOR

// No imports: Node versions too old for the app must still get as far as the message saying so.
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 }

/**
 * @param {keyof typeof STYLES} style
 * @param {string} text
 */
export function styled(style, text) {
  return coloured ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text
}

/**
 * Shows the progress of one step: a spinner on a terminal, plain lines in a log.
 *
 * @template T
 * @param {string} title such as "Building"
 * @param {() => Promise<T>} work must not write to the terminal itself
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startMs = Date.now()
  const spinner = lively ? spin(title, startMs) : null
  if (!spinner) console.log(`  ${title} …`)
  try {
    const result = await work()
    if (spinner) finish(`${styled('green', '✓')} ${title}${elapsed(startMs)}`)
    return result
  } catch (error) {
    if (spinner) finish(`${styled('red', '✗')} ${title}${elapsed(startMs)}`)
    throw error
  } finally {
    if (spinner) clearInterval(spinner)
  }
}

/**
 * Prints a line, also while a step is running.
 *
 * @param {string} line
 */
export function note(line) {
  if (lively) finish(line)
  else console.log(`  ${line}`)
}

/**
 * @param {string} title
 * @param {number} startMs
 */
function spin(title, startMs) {
  let frame = 0
  return setInterval(() => {
    frame = (frame + 1) % FRAMES.length
    write(`${styled('cyan', FRAMES[frame] ?? '')} ${title}${elapsed(startMs)}`)
  }, FRAME_MS)
}

/** @param {string} line */
function finish(line) {
  write(`${line}\n`)
}

/** @param {string} text replaces the current line */
function write(text) {
  process.stdout.write(`\r\x1b[2K${text}`)
}

/** @param {number} startMs */
function elapsed(startMs) {
  const seconds = Math.round((Date.now() - startMs) / 1000)
  return seconds < 1 ? '' : styled('dim', ` ${seconds} s`)
}
