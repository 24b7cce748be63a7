import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestCluster } from '@/scripts/test/test-cluster.mjs'
import { startTestServer } from '@/scripts/test/test-server.mjs'
import { PEPPER } from '../e2e/setup/servers'
import { startMailServer } from '../integration/mail/mail-server'

/** Production with the tests' accounts, each request from its own address. */
export function productionSettings(): Record<string, string> {
  return {
    LATCHKEY_MODE: 'production',
    // A production server would read a developer's `.env`.
    __NEXT_PROCESSED_ENV: 'true',
    // The minimum that production accepts.
    BCRYPT_COST: '10',
    PASSWORD_PEPPER: `${PEPPER.id}:${PEPPER.secret}`,
    TRUSTED_PROXIES: '1',
    // Its administrators sign in with a password alone; tests/e2e/two-factor.spec.ts is about the rule.
    REQUIRE_TWO_FACTOR: 'none',
  }
}

/** What a production server needs besides its database: a mail server and a breach service. */
export async function startSurroundings() {
  const mail = await startMailServer()
  const breaches = createServer((_request, response) => void response.end(''))
  await new Promise<void>((resolve) => breaches.listen(0, '127.0.0.1', resolve))
  const { port } = breaches.address() as AddressInfo
  return {
    mail,
    settings: {
      ...productionSettings(),
      SMTP_URL: mail.url,
      BREACH_CHECK_URL: `http://127.0.0.1:${port}`,
    },
    stop: async () => {
      breaches.closeAllConnections()
      await Promise.all([mail.close(), new Promise((resolve) => breaches.close(resolve))])
    },
  }
}

/** The build as in production, with the inspector on and its own database. */
export async function startProductionServer(
  cluster: TestCluster,
  name: string,
  settings: Record<string, string> = {},
) {
  const surroundings = await startSurroundings()
  const server = await startTestServer(cluster, name, {
    ...surroundings.settings,
    FLOW_INSPECTOR: 'on',
    ...settings,
  })
  return {
    ...server,
    mail: surroundings.mail,
    stop: async () => {
      await server.stop()
      await surroundings.stop()
    },
  }
}
