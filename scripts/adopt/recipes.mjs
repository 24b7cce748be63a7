/*
 * The recipes of docs/make-it-yours.md as programs can follow them. A code block whose first line names a
 * `file` is that file; a `diff` with a file is a change to it; a block `sh run` is a command.
 */

/**
 * @typedef {(
 *   | { kind: 'file', path: string, text: string }
 *   | { kind: 'diff', path: string, text: string }
 *   | { kind: 'run', command: string }
 * )} Step
 * @typedef {{ title: string, steps: Step[] }} Recipe
 */

const FENCE = /^( *)```(\w+) *(.*)$/
const FILE = /^file="([^"]+)"$/

/**
 * @param {string} markdown
 * @returns {Recipe[]} one for each section with steps, in order
 */
export function recipesIn(markdown) {
  /** @type {Recipe[]} */
  const recipes = []
  const lines = markdown.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line.startsWith('## ')) recipes.push({ title: line.slice('## '.length), steps: [] })
    const [, indent = '', language = '', rest = ''] = FENCE.exec(line) ?? []
    if (language === '') continue
    const end = lines.indexOf(`${indent}\`\`\``, at + 1)
    const body = lines.slice(at + 1, end).map((one) => one.slice(indent.length))
    at = end
    recipes.at(-1)?.steps.push(...stepsOf(language, rest.trim(), body))
  }
  return recipes.filter(({ steps }) => steps.length > 0)
}

/**
 * @param {string} language
 * @param {string} rest of the fence's line
 * @param {readonly string[]} body
 * @returns {Step[]}
 */
function stepsOf(language, rest, body) {
  if (language === 'sh' && rest === 'run') {
    return body.filter((command) => command !== '').map((command) => ({ kind: 'run', command }))
  }
  const [, path] = FILE.exec(rest) ?? []
  if (path === undefined) return []
  return [{ kind: language === 'diff' ? 'diff' : 'file', path, text: `${body.join('\n')}\n` }]
}

/**
 * Applies a change: the lines that stay or go must be in the file, once.
 *
 * @param {string} text of the file
 * @param {string} diff lines with a blank, `-` or `+` in front
 * @returns {string | null} null when there is no such place, or more than one
 */
export function patched(text, diff) {
  const lines = diff.split('\n').filter((line) => line !== '')
  const side = (/** @type {string} */ sign) =>
    lines
      .filter((line) => line[0] !== sign)
      .map((line) => `${line.slice(1)}\n`)
      .join('')
  const [before, after] = [side('+'), side('-')]
  const parts = text.split(before)
  return parts.length === 2 ? parts.join(after) : null
}
