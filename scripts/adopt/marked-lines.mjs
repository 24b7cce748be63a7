/*
 * Lines that join an optional part to the rest carry its name: `// optional part: NAME` at the end of
 * one line, or alone before one. In JSX the comment stands in braces, in Markdown between `<!--` and
 * `-->`.
 */

const MARK = /(?:\/\/|\/\*|<!--) optional part: ([\w-]+)/
const ALONE = /^\s*(?:\/\/|\{?\/\*|<!--) optional part: [\w-]+(?: \*\/\}?| -->)?\s*$/

/**
 * @param {string} text of a file
 * @returns {{ part: string, from: number, to: number }[]} which lines belong to which part, `to` excluded
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
