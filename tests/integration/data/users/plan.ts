import { Prisma } from '@/lib/data/generated/client'
import { prisma } from '@/lib/data/database/prisma'

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** A summary of a query plan: the tables it scans, and how many of their rows it reads. */
export async function answerOf(query: Prisma.Sql) {
  const explained = Prisma.sql`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${query}`
  const [row] = await prisma().$queryRaw<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(explained)
  const [{ Plan: plan } = { Plan: undefined }] = row?.['QUERY PLAN'] ?? []
  if (!plan) throw new Error('PostgreSQL gave no plan')
  const scans = nodesOf(plan).filter((node) => node['Relation Name'] !== undefined)
  return {
    readThrough: scans
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name']),
    rowsSeen: scans.reduce((sum, node) => {
      const seen = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
      return sum + seen * node['Actual Loops']
    }, 0),
  }
}
