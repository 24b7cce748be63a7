export type Sample = { name: string; labels: Record<string, string>; value: number }

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"$/

/**
 * Parses Prometheus's text format strictly.
 *
 * @throws on any invalid line, and on a sample without HELP and TYPE before it
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function parseExposition(text: string): Sample[] {
  if (!text.endsWith('\n')) throw new Error('The last line must end')
  const typed = new Set<string>()
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    const declared = /^# (HELP|TYPE) (\S+) .+$/.exec(line)
    if (declared) {
      if (declared[1] === 'TYPE') typed.add(declared[2] ?? '')
      return []
    }
    return [sampleIn(line, typed)]
  })
}

function sampleIn(line: string, typed: ReadonlySet<string>): Sample {
  const [, name = '', labels, value = ''] = SAMPLE.exec(line) ?? []
  const family = name.replace(/_(bucket|sum|count)$/, '')
  if (!typed.has(name) && !typed.has(family)) throw new Error(`Not a sample: ${line}`)
  const number =
    value.toLowerCase() === 'nan' ? Number.NaN : Number(value.replace('Inf', 'Infinity'))
  if (Number.isNaN(number) && value.toLowerCase() !== 'nan') throw new Error(`No number: ${line}`)
  const pairs = (labels ?? '').split(',').flatMap((pair) => {
    if (pair === '') return []
    const [, key = '', content = ''] = LABEL.exec(pair) ?? []
    if (key === '') throw new Error(`Not a label: ${pair}`)
    return [[key, content] as const]
  })
  return { name, labels: Object.fromEntries(pairs), value: number }
}
