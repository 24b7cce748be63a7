import type { OutgoingHttpHeaders } from 'node:http'
import { functionsFolder, testServerEnvironment } from '@/scripts/test/test-server.mjs'
import { actionFieldsIn, multipart, ownAddress, type Part } from '../e2e/setup/http'
import { HttpVisitor, type HttpAnswer } from '../setup/http-visitor'
import { startSurroundings } from '../setup/production-server'
import { ADDRESS_HEADER, CLIENT_HEADER, FunctionsPlatform } from './platform'

/** Sign-in attempts a minute from one address. */
export const GUESSES = 4

const HTML = { accept: 'text/html' }
const JOBS_TOKEN = 'Yt6Qm2Xr9Kw4Zn8Bv3Hs'

/** A browser that is where its platform says. */
class FunctionsVisitor extends HttpVisitor {
  readonly #client = { [CLIENT_HEADER]: ownAddress() }

  override send(
    method: string,
    path: string,
    headers: OutgoingHttpHeaders,
    body: string | Buffer,
  ): Promise<HttpAnswer> {
    return super.send(method, path, { ...this.#client, ...headers }, body)
  }

  /** Opens the page of a mailed link, and sends its form. */
  async submitLinked(link: string, parts: readonly Part[]): Promise<HttpAnswer> {
    let path = link
    let page = await this.get(path, HTML)
    while (page.status === 303) {
      const { pathname, search } = new URL(String(page.headers.location))
      path = `${pathname}${search}`
      page = await this.get(path, HTML)
    }
    const [, value = ''] = /name="link"[^>]*value="([^"]+)"/.exec(page.body) ?? []
    return this.#send(path, page, [...parts, { name: 'link', value }])
  }

  /** Sends a form of a page without JavaScript. */
  async submit(path: string, parts: readonly Part[]): Promise<HttpAnswer> {
    return this.#send(path, await this.get(path, HTML), parts)
  }

  async #send(path: string, page: HttpAnswer, parts: readonly Part[]): Promise<HttpAnswer> {
    const { data, contentType } = multipart([
      ...actionFieldsIn(page.body, parts[0]?.name ?? ''),
      ...parts,
    ])
    return this.postBytes(path, data, { 'content-type': contentType })
  }
}

/** The build for functions, in production, on a platform of its own, with a mail server. */
export class FunctionsInstallation {
  readonly #platform = new FunctionsPlatform()
  #surroundings: Awaited<ReturnType<typeof startSurroundings>> | undefined

  /** @param more settings, beside those of every installation */
  async start(databaseUrl: string, more: Record<string, string> = {}): Promise<void> {
    const surroundings = await startSurroundings()
    this.#surroundings = surroundings
    const settings = {
      ...surroundings.settings,
      LATCHKEY_RUNTIME: 'functions',
      LATCHKEY_DIST_DIR: functionsFolder,
      CLIENT_ADDRESS_HEADER: ADDRESS_HEADER,
      TRUSTED_PROXIES: '0',
      SIGN_IN_IP_PER_MINUTE: String(GUESSES),
      JOBS_TOKEN,
      ...more,
    }
    await this.#platform.start((port) => testServerEnvironment({ port, databaseUrl, settings }))
  }

  async stop(): Promise<void> {
    await this.#platform.stop()
    await this.#surroundings?.stop()
  }

  get port(): number {
    return this.#platform.port
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** How many processes have been started. */
  get started(): number {
    return this.#platform.started
  }

  get output(): string {
    return this.#platform.output
  }

  thaw(): void {
    this.#platform.thaw()
  }

  visitor(): FunctionsVisitor {
    return new FunctionsVisitor(this.port)
  }

  runJobs(): Promise<HttpAnswer> {
    const authorization = `Bearer ${JOBS_TOKEN}`
    return new FunctionsVisitor(this.port).send('POST', '/api/jobs', { authorization }, '')
  }

  mailsTo(email: string) {
    return (this.#surroundings?.mail.received ?? []).filter(({ to }) => to.includes(email))
  }
}
