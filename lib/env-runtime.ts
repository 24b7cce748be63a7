import * as z from 'zod'
import { oneOf } from '@/lib/env-values'

/* What serves: a process that keeps running, or a platform that starts a function for each request. */

const RUNTIMES = ['server', 'functions'] as const

const HEADER_NAME = /^[a-z0-9-]+$/i

export const runtimeSchema = {
  LATCHKEY_RUNTIME: oneOf(RUNTIMES, 'edge workers have no threads, sockets or files').default(
    'server',
  ),
  CLIENT_ADDRESS_HEADER: z
    .string()
    .regex(HEADER_NAME, 'must be the name of a header such as x-real-ip')
    .transform((name) => name.toLowerCase())
    .optional(),
  JOBS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
}

type Filled = Readonly<Record<string, string>>

const isFunctions = ({ LATCHKEY_RUNTIME }: Filled) => LATCHKEY_RUNTIME === 'functions'

/** A function serves few requests at once, and many of them share one database. */
export function functionsDefaults(filled: Filled): Filled {
  return isFunctions(filled)
    ? { DATABASE_POOL_MAX: '2', HASH_THREADS: '1', FLOW_INSPECTOR: 'off', SESSION_BINDING: 'off' }
    : {}
}

/** Settings that contradict the runtime, or that it cannot do without. */
export function runtimeProblems(filled: Filled): string[] {
  const { CLIENT_ADDRESS_HEADER: header, TRUSTED_PROXIES: proxies = '0' } = filled
  if (!isFunctions(filled)) {
    const isOnServer = header !== undefined && (filled.LATCHKEY_RUNTIME ?? 'server') === 'server'
    return isOnServer
      ? ['CLIENT_ADDRESS_HEADER must be unset on a server; use TRUSTED_PROXIES']
      : []
  }
  const problem = (name: string, is: string) => `${name} must be ${is}`
  return [
    ...(header === undefined && proxies === '0'
      ? [
          'CLIENT_ADDRESS_HEADER is missing: name the header in which the platform writes the ' +
            'address of the client, or set TRUSTED_PROXIES',
        ]
      : []),
    ...(header !== undefined && proxies !== '0'
      ? [problem('TRUSTED_PROXIES', 'unset where CLIENT_ADDRESS_HEADER is set')]
      : []),
    ...(filled.JOBS_TOKEN === undefined
      ? ['JOBS_TOKEN is missing: without POST /api/jobs no mail is sent (openssl rand -base64 33)']
      : []),
    ...(filled.FLOW_INSPECTOR === 'on'
      ? [problem('FLOW_INSPECTOR', 'off in functions: what it records stays in one process')]
      : []),
    ...(filled.SESSION_BINDING === 'on'
      ? [problem('SESSION_BINDING', 'off in functions: an action can set no header there')]
      : []),
    ...(filled.METRICS_TOKEN === undefined
      ? []
      : [problem('METRICS_TOKEN', 'unset in functions: each would report about itself alone')]),
  ]
}
