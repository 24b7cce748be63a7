import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STEP_SOURCES } from './step-sources.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const LONGEST_EXCERPT_LINES = 48

/**
 * Notes where the code of each step stands in the sources this build is made of, for the inspector.
 *
 * @param {string} folder of the compiled programs
 */
export async function writeSourcePlaces(folder) {
  const places = await Promise.all(
    Object.entries(STEP_SOURCES).map(async ([step, { file, text }]) => {
      const place = placeIn(await readFile(join(root, file), 'utf8'), text)
      return place ? [[step, { file, ...place }]] : []
    }),
  )
  const json = JSON.stringify(Object.fromEntries(places.flat()))
  await writeFile(join(folder, 'source-places.json'), json)
}

/**
 * @param {string} source
 * @param {string} text the beginning of what is looked for
 * @returns {{ line: number, excerpt: string } | null} null when it is not there any more
 */
export function placeIn(source, text) {
  const lines = source.split('\n')
  const start = lines.findIndex((line) => line.startsWith(text))
  if (start === -1) return null
  const indent = /^ */.exec(lines[start] ?? '')?.[0] ?? ''
  const rest = lines.slice(start + 1, start + LONGEST_EXCERPT_LINES)
  const isOneLine = !/[({[]$/.test(lines[start] ?? '')
  const end = rest.findIndex(
    (line) =>
      line.startsWith(indent) && /^\s*[}\])]+;?,?$/.test(line) && !line.startsWith(`${indent} `),
  )
  const taken = isOneLine ? [] : rest.slice(0, end === -1 ? rest.length : end + 1)
  const excerpt = [lines[start] ?? '', ...taken].map((line) => line.slice(indent.length)).join('\n')
  return { line: start + 1, excerpt }
}
