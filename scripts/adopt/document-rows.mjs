import { dirname, join, normalize } from 'node:path'

/*
 * Removes references to deleted files from documents. A link among other links is dropped; a table
 * row whose cell held nothing else is dropped whole; in prose, the link text stays.
 */

const LINK = /\[([^\]]*)\]\((?:<([^>]+)>|([^)\s#]+))(?:#[^)]*)?\)/g

/**
 * @param {string} text of a Markdown document
 * @param {string} document its path
 * @param {(path: string) => boolean} isGone
 */
export function withoutDeadLinks(text, document, isGone) {
  /** @param {RegExpMatchArray} link */
  const isDead = (link) => {
    const path = link[2] ?? link[3] ?? ''
    return !/^[a-z]+:/.test(path) && isGone(normalize(join(dirname(document), path)))
  }
  return text
    .split('\n')
    .flatMap((line) => {
      const links = [...line.matchAll(LINK)]
      const dead = links.filter(isDead)
      if (dead.length === 0) return [line]
      if (!line.startsWith('|')) return [withoutLinks(line, dead, (words) => words)]
      const cells = line.split(/(?<!\\)\|/).slice(1, -1)
      const left = cells.map((cell) => withoutLinks(cell, dead, () => ''))
      const isAboutNothing = cells.some((cell, at) => cell.trim() !== '' && left[at]?.trim() === '')
      return isAboutNothing ? [] : [`|${left.join('|')}|`]
    })
    .join('\n')
}

/**
 * @param {string} text
 * @param {readonly RegExpMatchArray[]} links
 * @param {(words: string) => string} instead
 */
function withoutLinks(text, links, instead) {
  let left = text
  for (const [link, words = ''] of links) left = left.replace(link, instead(words))
  // The separator between two links of a list.
  return left.replace(/(<br>|, )(?=(<br>|, |\s*$))/g, '').replace(/^(\s*)(<br>|, )/, '$1')
}

/**
 * Removes deleted files and tests from the ASVS requirements. A row that loses all of its tests
 * says why.
 *
 * @param {string} text of a CSV whose last two columns are the files and the proof
 * @param {string} part
 * @param {(path: string) => boolean} isGone
 */
export function withoutDeadProofs(text, part, isGone) {
  return text
    .split('\n')
    .map((line) => {
      const cells = line.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? []
      const [files = '', proof = ''] = cells.slice(-2).map((cell) => cell.replace(/^,/, ''))
      const [filesLeft, proofLeft] = [
        keep(files, ' ', (path) => !isGone(path)),
        keep(proof, '; ', (one) => !isGone(one.split('#')[0] ?? '')),
      ]
      if (filesLeft === files && proofLeft === proof) return line
      const said =
        proofLeft === '' ? `its test was removed with the optional part ${part}` : proofLeft
      return `${cells.slice(0, -2).join('')},${filesLeft},${said}`
    })
    .join('\n')
}

/**
 * @param {string} cell as written in the file, quoted or not
 * @param {string} separator
 * @param {(one: string) => boolean} isKept
 */
function keep(cell, separator, isKept) {
  const quote = cell.startsWith('"') ? '"' : ''
  const ones = cell.slice(quote.length, cell.length - quote.length).split(separator)
  const left = ones.filter(isKept)
  if (left.length === ones.length) return cell
  return left.length === 0 ? '' : `${quote}${left.join(separator)}${quote}`
}

/**
 * Removes the rows of deleted routes and actions from the role table.
 *
 * @param {string} text of docs/security/roles.md
 * @param {readonly { path: string, text: string }[]} removed
 */
export function withoutRoutes(text, removed) {
  /** @type {((name: string) => boolean)[]} */
  const tests = []
  for (const file of removed) {
    if (!file.path.startsWith('app/')) continue
    const route = routeOf(file.path)
    if (/\/page\.tsx$/.test(file.path)) tests.push((name) => name === route)
    if (/\/route\.ts$/.test(file.path)) tests.push((name) => name.split(' ')[1] === route)
    if (/^['"]use server['"]/.test(file.text)) {
      const actions = file.text.matchAll(/^export (?:async function|const) (\w+)/gm)
      const names = [...actions].map(([, action]) => action)
      tests.push((name) => names.includes(name))
    }
  }
  return text
    .split('\n')
    .filter((line) => {
      const name = /^\| `([^`]+)`/.exec(line)?.[1]
      return name === undefined || !tests.some((isGone) => isGone(name))
    })
    .join('\n')
}

/** @param {string} path such as `app/(app)/dashboard/page.tsx`, which is served at `/dashboard` */
function routeOf(path) {
  const folders = path.split('/').slice(1, -1)
  return `/${folders.filter((folder) => !folder.startsWith('(')).join('/')}`
}

/**
 * Adds a page to the role table, which is sorted.
 *
 * @param {string} text
 * @param {string} route of the page
 * @param {string} row
 */
export function withRouteRow(text, route, row) {
  const lines = text.split('\n')
  const next = lines.findIndex((line) => (/^\| `(\/[^`]*)` \|/.exec(line)?.[1] ?? '') > route)
  return lines.toSpliced(next, 0, row).join('\n')
}
