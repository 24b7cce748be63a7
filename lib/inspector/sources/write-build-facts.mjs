import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STEP_EXAMPLES, STEP_SOURCES } from './step-sources.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const LONGEST_EXCERPT_LINES = 48

/**
 * Writes what the inspector shows of the sources that this build is made of.
 *
 * @param {string} folder of the compiled programs
 */
export async function writeBuildFacts(folder) {
  const facts = {
    places: Object.fromEntries(
      (await Promise.all(Object.entries(STEP_SOURCES).map(placed))).flat(),
    ),
    examples: Object.fromEntries(
      await Promise.all(Object.entries(STEP_EXAMPLES).map(withExamples)),
    ),
    document: await textOf('docs/how-sign-in-works.md'),
    timingRatio: ratioIn(await textOf('docs/benchmarks/timing.json')),
  }
  await writeFile(join(folder, 'inspector-facts.json'), JSON.stringify(facts))
}

/** @param {[string, { file: string, text: string }]} step */
async function placed([step, { file, text }]) {
  const place = placeIn(await textOf(file), text)
  return place ? [[step, { file: file.replace('node_modules/', ''), ...place }]] : []
}

/** @param {[string, readonly { title: string, file: string, text: string }[]]} step */
async function withExamples([step, examples]) {
  const found = await Promise.all(
    examples.map(async ({ title, file, text }) => {
      const place = placeIn(await textOf(file), text)
      return place ? [{ title, file, ...place }] : []
    }),
  )
  return [step, found.flat()]
}

/** @param {string} file empty when it was removed from a copy of the repository */
function textOf(file) {
  return readFile(join(root, file), 'utf8').catch(() => '')
}

/** @param {string} json */
function ratioIn(json) {
  const { figures } = json === '' ? { figures: [] } : JSON.parse(json)
  const name = 'time of sign-in, wrong password: somebody ÷ nobody'
  const figure = figures.find((/** @type {{ name: string }} */ one) => one.name === name)
  return figure?.value ?? null
}

/**
 * @param {string} source
 * @param {string} text how its first line begins
 * @returns {{ line: number, excerpt: string } | null} null when there is no such line
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
