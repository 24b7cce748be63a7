import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parser } from '@prometheus-io/lezer-promql'
import { collectDefaultMetrics } from 'prom-client'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { metrics } from '@/lib/metrics/metrics'

const folder = join(import.meta.dirname, '../../../docs')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

type Rule = {
  alert: string
  expr: string
  for?: string
  labels: { severity: string }
  annotations: { summary: string; description: string; runbook: string }
}
type Dashboard = {
  panels: {
    id: number
    title: string
    description: string
    gridPos: { x: number; y: number; w: number; h: number }
    targets: { expr: string }[]
  }[]
}

const { groups } = parse(read('operations/alerts.yml')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)
const dashboard = JSON.parse(read('operations/grafana-dashboard.json')) as Dashboard

let known: Map<string, Set<string>>

beforeAll(() => {
  const { registry } = metrics()
  collectDefaultMetrics({ register: registry })
  known = new Map(
    registry.getMetricsAsArray().flatMap((metric) => {
      const labels = 'labelNames' in metric ? (metric.labelNames as string[]) : []
      const names = [
        metric.name,
        ...['bucket', 'sum', 'count'].map((end) => `${metric.name}_${end}`),
      ]
      return names.map((name) => [name, new Set([...labels, 'job', 'instance', 'le'])] as const)
    }),
  )
  known.set('up', new Set(['job', 'instance']))
})

/** What is wrong with a query: it does not parse, or uses an unknown metric or label. */
function problemsOf(expression: string): string[] {
  const problems: string[] = []
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      const text = expression.slice(from, to)
      if (type.isError) problems.push(`does not parse near "${expression.slice(from, from + 20)}"`)
      if (type.name !== 'VectorSelector') return
      const identifier = node.getChild('Identifier')
      const name = expression.slice(identifier?.from ?? from, identifier?.to ?? from)
      const labels = known.get(name)
      if (!labels) problems.push(`there is no metric ${name}`)
      for (const [, label = ''] of text.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)/g)) {
        if (labels && !labels.has(label)) problems.push(`${name} has no label ${label}`)
      }
    },
  })
  return problems
}

describe('alerts', () => {
  test.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s uses existing metrics and says what to do',
    (name, { expr, labels, annotations }) => {
      expect(problemsOf(expr)).toEqual([])
      expect(name).toMatch(/^Latchkey[A-Z][A-Za-z]+$/)
      expect(['page', 'ticket']).toContain(labels.severity)
      expect(annotations.summary).toMatch(/\.$/)
      expect(annotations.description.length).toBeGreaterThan(80)
    },
  )

  test('have unique names', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  })

  test('link to existing sections of the document', () => {
    const headings = [...read('operations.md').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const { annotations } of rules) {
      const [file, anchor] = annotations.runbook.split('#')
      expect(file).toBe('docs/operations.md')
      expect(headings).toContain(anchor)
    }
  })
})

describe('the dashboard', () => {
  test.each(dashboard.panels.map((panel) => [panel.title, panel] as const))(
    'uses existing metrics: %s',
    (_title, { targets, description }) => {
      expect(targets.length).toBeGreaterThan(0)
      expect(description).toMatch(/\.$/)
      for (const { expr } of targets) expect(problemsOf(expr)).toEqual([])
    },
  )

  test('has no overlapping panels', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from(
        { length: w * h },
        (_value, index) => `${x + (index % w)},${y + Math.floor(index / w)}`,
      ),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
  })
})

test('a query for unknown metrics is detected', () => {
  expect(problemsOf('rate(latchkey_nonsense_total[5m])')).toEqual([
    'there is no metric latchkey_nonsense_total',
  ])
  expect(problemsOf('latchkey_mails_total{colour="red"}')).toEqual([
    'latchkey_mails_total has no label colour',
  ])
  expect(problemsOf('sum(rate(latchkey_mails_total[5m])')).not.toEqual([])
})

const minutesOf = (text: string) => Number(/^(\d+)m$/.exec(text)?.[1])

test('guessing is reported within two minutes, and before its effect on hashing is', () => {
  const delay = (name: string) => {
    const rule = rules.find(({ alert }) => alert === name)
    const windows = [...(rule?.expr ?? '').matchAll(/\[(\w+)\]/g)].map(([, text = '']) => text)
    return minutesOf(rule?.for ?? '') + Math.max(...windows.map(minutesOf))
  }
  expect(delay('LatchkeyGuessing')).toBeLessThanOrEqual(2)
  // A queue counts as full from the first refusal on: only the wait matters.
  const waits = ['LatchkeyHashingFull', 'LatchkeyHashingWaits'].map(
    (name) => rules.find(({ alert }) => alert === name)?.for ?? '',
  )
  for (const wait of waits) expect(minutesOf(wait)).toBeGreaterThan(delay('LatchkeyGuessing'))
})

test('the first copied session cookie sets off its alert, without delay', async () => {
  const rule = rules.find(({ alert }) => alert === 'LatchkeySessionCookieCopied')
  expect(rule?.for).toBeUndefined()
  const [, name = '', event] = /increase\((\w+)\{event="(\w+)"\}/.exec(rule?.expr ?? '') ?? []
  expect(event).toBe('copied')
  // An alert does not see a series grow that was not there before.
  const { values } = (await metrics().registry.getSingleMetric(name)?.get()) ?? { values: [] }
  expect(values.find(({ labels }) => labels.event === event)?.value).toBe(0)
})
