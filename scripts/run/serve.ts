import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { isIP } from 'node:net'
import { join } from 'node:path'
import nextEnv from '@next/env'
import { httpConfig } from '@/app/http.config'
import { outdatedPage, unavailablePage } from '@/lib/auth/plain-page'
import { carriesSession, withOneSessionCookie } from '@/lib/auth/session-cookie'
import { seconds } from '@/lib/domain/time'
import { env, EnvError, type Env } from '@/lib/env'
import { buildFolder } from '@/lib/env-build'
import { startInspector } from '@/lib/inspector/start' // optional part: inspector
import type { UpgradeHandler } from '@/lib/http/attach-front'
import { consoleToLog } from '@/lib/http/console-lines'
import { createFront, type Handle } from '@/lib/http/create-front'
import type { FrontHooks } from '@/lib/http/front-settings'
import { HttpConfigError, readHttpConfig } from '@/lib/http/path-rules'
import { portOf } from '@/lib/http/inbound-headers'
import { isErrno, listen } from '@/lib/http/listen'
import { announceFront, announceServing } from '@/lib/http/require-front'
import { stopOnSignal } from '@/lib/http/stop-on-signal'
import { log } from '@/lib/platform/log'
import { atShutdown } from '@/lib/platform/shutdown-work'
import { startTracing, type SpanReader } from '@/lib/telemetry/start-tracing'
import { product } from '@/lib/product'
import { unreadableEnvFile } from './env-files.mjs'

/*
 * The server: our HTTP layer in front of Next. The build compiles this file. It runs from the
 * project's root, with the environment its launcher or the operator set.
 */

const isDevelopment = process.env.LATCHKEY_MODE === 'development'

const NOT_A_FUNCTION =
  'LATCHKEY_RUNTIME must be server here: a platform starts functions by itself (docs/deploy)'

try {
  await serve()
} catch (error) {
  fail(sentenceFor(error))
}

async function serve(): Promise<void> {
  Object.assign(process.env, {
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  loadEnvironmentFiles()
  if (process.env.PORT === '0') process.env.PORT = String(await freePort())
  const settings = env()
  if (settings.LATCHKEY_RUNTIME === 'functions') throw new EnvError([NOT_A_FUNCTION])
  const rules = readHttpConfig(httpConfig)
  // Auth.js and Next read these directly.
  process.env.AUTH_URL = settings.AUTH_URL
  process.env.__NEXT_PRIVATE_ORIGIN = ownAddress(settings.PORT)
  if (!isDevelopment) consoleToLog(log)

  const parts = await startParts(settings)
  const readers = parts.flatMap(({ reader }) => reader ?? [])
  atShutdown(await startTracing(readers, settings.OTEL_SERVICE_NAME))
  announceFront()
  const next = await prepareNext(settings)
  const front = createFront(
    {
      authUrl: settings.AUTH_URL,
      isProduction: settings.isProduction,
      isDevelopment,
      rules,
      trustedProxies: settings.TRUSTED_PROXIES,
      outagePages: {
        database: await unavailablePage('database').text(),
        hashing: await unavailablePage('hashing').text(),
      },
      outdatedPage,
      sanitiseCookies: withOneSessionCookie,
      carriesSession,
      hooks: parts.flatMap(({ hooks }) => hooks ?? []),
    },
    next.handle,
    log,
  )
  const servers = await listen(front, {
    port: settings.PORT,
    ...optional('hostAddress', hostAddress()),
    ...optional('handleUpgrade', next.handleUpgrade),
  })
  announceServing()
  const drainDelayMs = seconds(settings.DRAIN_DELAY_SECONDS)
  stopOnSignal(front, { servers, closeNext: next.close, drainDelayMs }, log)
  const { AUTH_URL: url, PORT: port, LATCHKEY_MODE: mode } = settings
  log.info({ event: 'sys_startup', url, port, mode })
}

/** What an optional part adds to the server. */
type Part = { reader?: SpanReader; hooks?: FrontHooks }

async function startParts(settings: Env): Promise<Part[]> {
  const parts: (Part | null)[] = [
    await startCollector(settings),
    await startInspector(settings), // optional part: inspector
  ]
  return parts.filter((part) => part !== null)
}

/** Loaded only when a collector is configured; most installations never need it. */
async function startCollector({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Env) {
  if (endpoint === undefined) return null
  const { otlpReader } = await import('@/lib/telemetry/otlp-reader')
  return { reader: await otlpReader(endpoint) }
}

/** Loads `.env` files as Next does. Tests pass their whole environment and read none. */
function loadEnvironmentFiles(): void {
  if (process.env.LATCHKEY_MODE === 'test') {
    process.env.__NEXT_PROCESSED_ENV = 'true'
    return
  }
  const problem = unreadableEnvFile(process.cwd())
  if (problem !== null) throw new EnvError([problem])
  const silent = { info: () => undefined, error: () => undefined }
  const { loadedEnvFiles } = nextEnv.loadEnvConfig(process.cwd(), isDevelopment, silent)
  const file = loadedEnvFiles.find(({ env: values }) => 'LATCHKEY_MODE' in values)
  if (!file) return
  throw new EnvError([
    `LATCHKEY_MODE is set in ${file.path}. Remove it there: npm run demo, dev and start set it.`,
  ])
}

type Next = { handle: Handle; handleUpgrade?: UpgradeHandler; close: () => Promise<void> }

/** Imported late: React and Next read NODE_ENV when they load. */
async function prepareNext({ AUTH_URL }: Env): Promise<Next> {
  if (!isDevelopment) await keepBuiltConfig()
  const { default: next } = await import('next')
  const url = new URL(AUTH_URL)
  // Next listens for upgrades on the server it is given. It gets one without any, and hot reload is
  // forwarded by hand: no WebSocket reaches Next in any other way.
  const upgrades = createServer()
  const app = next({
    dev: isDevelopment,
    dir: process.cwd(),
    quiet: !isDevelopment,
    hostname: url.hostname,
    port: Number(portOf(url)),
    httpServer: upgrades,
    ...(isDevelopment ? { turbopack: true } : {}),
  })
  await app.prepare()
  const close = () => app.close()
  const handle = app.getRequestHandler()
  if (!isDevelopment) return { handle, close }
  const handleUpgrade: UpgradeHandler = (request, socket, head) => {
    if (!upgrades.emit('upgrade', request, socket, head)) socket.destroy()
  }
  return { handle, handleUpgrade, close }
}

/**
 * Passes Next the configuration it was built with, as its standalone servers do. Otherwise it would
 * load its compiler, the largest file of all, just to read next.config.ts again.
 */
async function keepBuiltConfig(): Promise<void> {
  const file = join(process.cwd(), buildFolder(), 'required-server-files.json')
  const { config } = JSON.parse(await readFile(file, 'utf8')) as { config: unknown }
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
}

/**
 * The interface to listen on. Only an IP address and `localhost` count: shells and containers set
 * HOSTNAME to the machine's name without being asked.
 */
function hostAddress(): string | undefined {
  const host = process.env.HOSTNAME ?? ''
  if (host === 'localhost') return '127.0.0.1'
  return isIP(host) === 0 ? undefined : host
}

/** How Next reaches itself, whatever names and proxies the outside world uses. */
function ownAddress(port: number): string {
  const host = hostAddress() ?? '127.0.0.1'
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function sentenceFor(error: unknown): string {
  if (error instanceof EnvError || error instanceof HttpConfigError) return error.message
  if (isErrno(error) && error.code === 'EADDRINUSE') {
    const port = process.env.PORT ?? '3000'
    return `Port ${port} is in use. Stop what uses it, or choose another with PORT=3001.`
  }
  return `${product.name} could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [Name in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [Name in Key]: Value })
}
