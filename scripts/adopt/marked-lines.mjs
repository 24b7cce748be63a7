/*
 * Marks lines that belong to an optional part: `// optional part: NAME` at the end of a line, or on
 * its own line for the next one. In JSX the comment is in braces, in Markdown between `<!--` and
 * `-->`.
 */

const MARK = /(?:\/\/|\/\*|<!--) optional part: ([\w-]+)/
const ALONE = /^\s*(?:\/\/|\{?\/\*|<!--) optional part: [\w-]+(?: \*\/\}?| -->)?\s*$/

/**
 * @param {string} text of a file
 * @returns {{ part: string, from: number, to: number }[]} the marked ranges; `to` is exclusive
 */
export function markedLines(text) {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const part = MARK.exec(line)?.[1]
    if (part === undefined) return []
    return [{ part, from: at, to: ALONE.test(line) ? at + 2 : at + 1 }]
  })
}

/**
 * @param {string} text
 * @param {string} part
 * @returns {string} the text without the part's lines
 */
export function withoutMarkedLines(text, part) {
  const gone = markedLines(text).filter((mark) => mark.part === part)
  const lines = text.split('\n')
  return lines.filter((_line, at) => !gone.some(({ from, to }) => from <= at && at < to)).join('\n')
}
