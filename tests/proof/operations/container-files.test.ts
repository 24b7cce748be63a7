import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DockerfileParser } from 'dockerfile-ast'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseEnv } from '@/lib/env'
import { checkNode } from '@/scripts/bootstrap.mjs'
import { product } from '@/lib/product'

const root = join(import.meta.dirname, '../../..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')

type Service = {
  image: string
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  ports?: string[]
  networks: string[]
  environment?: Record<string, string>
  command?: string[]
  depends_on?: Record<string, { condition: string }>
}
type Compose = {
  services: Record<'proxy' | 'latchkey' | 'migrations' | 'database', Service>
  networks: Record<string, { internal?: boolean } | null>
}

const dockerfile = DockerfileParser.parse(read('Dockerfile'))
const lines = read('Dockerfile').split('\n')
const instructions = dockerfile.getInstructions().map((one) => {
  const { start, end } = one.getRange()
  const keyword = one.getKeyword()
  const text = lines.slice(start.line, end.line + 1).join('\n')
  return { keyword, text: text.slice(keyword.length).trim() }
})
const lastStage = instructions.slice(
  instructions.findLastIndex(({ keyword }) => keyword === 'FROM'),
)
const inLastStage = (keyword: string) => lastStage.find((one) => one.keyword === keyword)?.text

const compose = parse(read('compose.yaml'), { merge: true }) as Compose

describe('the container image', () => {
  test('is built from pinned versions, with a supported Node.js', () => {
    const bases = dockerfile.getFROMs().map((from) => from.getImage() ?? '')
    expect(new Set(bases).size).toBe(1)
    const [, version = ''] = /^node:(\d+\.\d+\.\d+)-bookworm-slim$/.exec(bases[0] ?? '') ?? []
    expect(() => checkNode(version)).not.toThrow()
  })

  test('runs the server directly, not as root, and has a health check', () => {
    expect(inLastStage('USER')).toBe('node')
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } }
    const command = JSON.parse(inLastStage('CMD') ?? '') as string[]
    expect(`exec ${command.join(' ')}`).toBe(scripts.start)
    expect(command.at(-1)).toBe('scripts/run/start.mjs')
    expect(inLastStage('HEALTHCHECK')).toContain('CMD ["node", "scripts/run/health-check.mjs"]')
    expect(inLastStage('STOPSIGNAL')).toBe('SIGTERM')
  })

  test('contains only the release', () => {
    const copied = lastStage.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
    expect(copied).toEqual([{ keyword: 'COPY', text: '--from=build /release ./' }])
    expect(lastStage.some(({ keyword }) => keyword === 'RUN')).toBe(false)
  })

  test('contains no secret, and none can get into it', () => {
    const set = instructions.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
    expect(set.map(({ text }) => text)).toEqual(['NODE_ENV=production PORT=3000'])
    const ignored = read('.dockerignore').split('\n')
    for (const name of ['.env', '.env.*', '.data', '.git', 'node_modules', '.next']) {
      expect(ignored).toContain(name)
    }
  })
})

describe('the Compose file', () => {
  /** Resolves `${NAME:?}` and `${NAME:-}` as Compose does. */
  const given: Record<string, string> = {
    LATCHKEY_HOST: 'accounts.example.com',
    POSTGRES_PASSWORD: 'a-password-in-hex-or-base64url',
    AUTH_SECRET: 'w8RkZ3fQ0vTn6YbLx2HcJm5PdGs9Ea4U',
    PASSWORD_PEPPER: 'one:N7tCq1XhVz5KyWb8RfMj3LgUp6DsOe0A',
    SMTP_URL: 'smtp://user:pass@mail.example.com:587',
    MAIL_FROM: `${product.name} <no-reply@example.com>`,
  }
  const fill = (text: string) =>
    text.replaceAll(/\$\{(\w+)(:[?-])\}/g, (_whole, name: string) => given[name] ?? '')

  test('sets everything that production needs, and one proxy', () => {
    const settings = Object.entries(compose.services.latchkey.environment ?? {})
    const env = parseEnv(Object.fromEntries(settings.map(([name, text]) => [name, fill(text)])))
    expect(env).toMatchObject({
      isProduction: true,
      AUTH_URL: 'https://accounts.example.com',
      DATABASE_URL: `postgresql://latchkey:${given.POSTGRES_PASSWORD}@database:5432/latchkey`,
      TRUSTED_PROXIES: 1,
    })
    expect(env.METRICS_TOKEN).toBeUndefined()
    expect(read('compose.yaml')).not.toMatch(/(PASSWORD|SECRET|PEPPER)\w*: (?!\$\{)/)
  })

  test.each(['latchkey', 'migrations', 'proxy'] as const)('gives %s no privileges', (name) => {
    const service = compose.services[name]
    expect(service.read_only).toBe(true)
    expect(service.cap_drop).toEqual(['ALL'])
    expect(service.security_opt).toEqual(['no-new-privileges:true'])
  })

  test('exposes only the proxy, and isolates the database', () => {
    const { proxy, latchkey, migrations, database } = compose.services
    expect(proxy.ports).toEqual(['80:80', '443:443', '443:443/udp'])
    expect([latchkey.ports, migrations.ports, database.ports]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(proxy.networks).toEqual(['front'])
    expect(database.networks).toEqual(['back'])
    expect(compose.networks.back).toEqual({ internal: true })
  })

  test('migrates before it serves, and serves before it is proxied', () => {
    const { proxy, latchkey, migrations } = compose.services
    expect(migrations.command).toEqual(['node', 'scripts/operate/migrate.mjs'])
    expect(migrations.depends_on?.database?.condition).toBe('service_healthy')
    expect(latchkey.depends_on?.migrations?.condition).toBe('service_completed_successfully')
    expect(proxy.depends_on?.latchkey?.condition).toBe('service_healthy')
  })

  test('pins the images it pulls', () => {
    for (const { image } of [compose.services.proxy, compose.services.database]) {
      expect(image).toMatch(/^[a-z]+:\d+\.\d+/)
    }
  })

  test('has a proxy that forwards to the server and hides its metrics', () => {
    const caddyfile = read('docs/operations/Caddyfile')
    expect(caddyfile).toContain('reverse_proxy latchkey:3000')
    expect(caddyfile).toContain('respond /api/metrics 404')
    expect(caddyfile).not.toContain('trusted_proxies') // Caddy then trusts no forwarded header.
    expect(caddyfile.split('{').length).toBe(caddyfile.split('}').length)
  })
})
