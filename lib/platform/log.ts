import pino from 'pino'
import { env } from '@/lib/env'
import { errorForLog } from '@/lib/platform/error-for-log'

const MAX_TEXT_LENGTH = 300

const TEXT_FIELDS = [
  'requestId',
  'method',
  'path',
  'address',
  'userId',
  'actorId',
  'targetId',
  'result',
  'head',
  'allowedBy',
  'code',
  'type',
  'reason',
  'mode',
  'url',
  'dependency',
  'template',
  'mailId',
  'signal',
  'message',
] as const

const NUMBER_FIELDS = [
  'status',
  'durationMs',
  'port',
  'count',
  'attempts',
  'retryAfterSeconds',
] as const

/**
 * The allowed fields of a line. Other fields are dropped, which keeps passwords, tokens, cookies and
 * hashes out of the log.
 */
export type LogLine = { event: string; err?: unknown } & {
  [Field in (typeof TEXT_FIELDS)[number]]?: string | undefined
} & { [Field in (typeof NUMBER_FIELDS)[number]]?: number | undefined }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal'
export type Log = Record<LogLevel, (line: LogLine) => void>

/** Line separators, terminal controls and direction overrides that JSON leaves as they are. */
const UNSAFE_CHARACTERS = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** The allow-listed fields of a line, bounded, without anything a terminal would act on. */
export function lineFields(line: LogLine): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of TEXT_FIELDS) {
    const value = line[name]
    if (typeof value === 'string') {
      fields[name] = value.slice(0, MAX_TEXT_LENGTH).replace(UNSAFE_CHARACTERS, '\ufffd')
    }
  }
  for (const name of NUMBER_FIELDS) {
    const value = line[name]
    if (typeof value === 'number') fields[name] = value
  }
  if (line.err !== undefined) fields.err = errorForLog(line.err)
  return fields
}

/** One JSON line per event. @param destination where lines go; stdout unless given */
export function createLog(level: pino.LevelWithSilent, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    messageKey: 'event',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // The error is plain data by now; pino's own serializer would look for more.
    serializers: { err: (described: unknown) => described },
  }
  const logger = destination ? pino(options, destination) : pino(options)
  const write = (at: LogLevel) => (line: LogLine) => {
    if (logger.isLevelEnabled(at)) logger[at](lineFields(line), line.event)
  }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
  }
}

let shared: Log | undefined
const theLog = (): Log => (shared ??= createLog(env().LOG_LEVEL))

/** The log of this process, made at the first line: importing it needs no environment. */
export const log: Log = {
  debug: (line) => theLog().debug(line),
  info: (line) => theLog().info(line),
  warn: (line) => theLog().warn(line),
  error: (line) => theLog().error(line),
  fatal: (line) => theLog().fatal(line),
}
