import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { root } from '@/scripts/places.mjs'

export type Proxy = { stop: () => Promise<void> }
type Ports = { port: number; upstream: number }

/** Caddy with the file in docs/operations, but for the names and without TLS. */
export async function startCaddy(program: string, { port, upstream }: Ports): Promise<Proxy> {
  const documented = await readFile(join(root, 'docs/operations/Caddyfile'), 'utf8')
  const file = documented
    .replace('{$LATCHKEY_HOST}', `http://localhost:${port}`)
    .replace('latchkey:3000', `127.0.0.1:${upstream}`)
  return start(program, port, 'Caddyfile', `{\n\tadmin off\n}\n${file}`, (folder) => [
    ...['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')],
  ])
}

/** nginx with the locations in docs/operations.md. */
export async function startNginx(program: string, { port, upstream }: Ports): Promise<Proxy> {
  const document = await readFile(join(root, 'docs/operations.md'), 'utf8')
  const [, documented = ''] = /```nginx\n([^]*?)```/.exec(document) ?? []
  const locations = documented.replace('127.0.0.1:3000', `127.0.0.1:${upstream}`)
  const sites = `server { listen 127.0.0.1:${port}; ${locations} }`
  return start(program, port, 'nginx.conf', nginxFile(sites), nginxArguments)
}

/** nginx in front of several processes, with the configuration in docs/deploy/several-processes.md. */
export async function startNginxBalancer(
  program: string,
  { port, upstreams }: { port: number; upstreams: readonly number[] },
): Promise<Proxy> {
  const document = await readFile(join(root, 'docs/deploy/several-processes.md'), 'utf8')
  const [, documented = ''] = /```nginx\n([^]*?)```/.exec(document) ?? []
  const servers = upstreams.map((upstream) => `server 127.0.0.1:${upstream} max_fails=0;`).join(' ')
  const sites = documented
    .replace(/^ *server [\d.]+:\d+ max_fails=0;\n/gm, '')
    .replace('upstream latchkey {', `upstream latchkey { ${servers}`)
    .replace(/listen [^;]*;/, `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_[^;]*;\n/gm, '')
  return start(program, port, 'nginx.conf', nginxFile(sites), nginxArguments)
}

const nginxFile = (sites: string) => `
    daemon off; pid nginx.pid; error_log stderr;
    events {}
    http {
      access_log off;
      client_body_temp_path bodies; proxy_temp_path answers; fastcgi_temp_path unused;
      uwsgi_temp_path unused; scgi_temp_path unused;
      ${sites}
    }`

const nginxArguments = (folder: string) => [
  ...['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'],
]

async function start(
  program: string,
  port: number,
  name: string,
  content: string,
  args: (folder: string) => string[],
): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'proxy-'))
  await writeFile(join(folder, name), content)
  const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const child = spawn(program, args(folder), { stdio: 'ignore', cwd: folder, env })
  await vi.waitFor(() => answers(port), { timeout: 20_000, interval: 50 })
  return {
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
}
