import type { Env } from '@/lib/env'
import { messageOfCause } from './message-of-cause'
import { ok, warning, type Finding } from './finding'
import { product } from '@/lib/product'

const PATIENCE_MS = 3000

/** Checks the public address: its cookies, and whether the app answers there. */
export async function examineOrigin(settings: Env): Promise<Finding[]> {
  const { AUTH_URL, isHttps, isProduction } = settings
  const health = await askHealth(AUTH_URL)
  const binding = await examineBinding(settings, health.state === 'ok')
  return [judgeCookies(AUTH_URL, isHttps, isProduction), health, binding]
}

/** Sessions bound to their device need headers that a proxy may remove. */
async function examineBinding({ AUTH_URL, SESSION_BINDING }: Env, isUp: boolean): Promise<Finding> {
  const area = 'session binding'
  if (SESSION_BINDING === 'off') {
    return ok(area, 'Off: a copied session cookie works like the original.')
  }
  const passes =
    'A proxy must pass Secure-Session-* and Sec-Secure-Session-Id both ways, and POST ' +
    '/api/session-binding/* without an Origin.'
  if (!isUp) return ok(area, `On, not tried. ${passes}`)
  if ((await askForEcho(AUTH_URL)) === ECHO) return ok(area, `On: the headers arrive. ${passes}`)
  return warning(area, 'On, but the headers of browsers do not arrive.', passes)
}

const ECHO = 'doctor'

/** A refresh without a session repeats what the header calls it. */
async function askForEcho(url: string): Promise<unknown> {
  try {
    const answer = await fetch(`${url}/api/session-binding/refresh`, {
      method: 'POST',
      headers: { 'Sec-Secure-Session-Id': ECHO },
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'manual',
    })
    const body: unknown = await answer.json()
    return typeof body === 'object' && body !== null && Reflect.get(body, 'session_identifier')
  } catch {
    return undefined
  }
}

function judgeCookies(url: string, isHttps: boolean, isProduction: boolean): Finding {
  if (isHttps) return ok('cookies', 'Secure, with the __Host- prefix: only this host can set them.')
  if (!isProduction) return ok('cookies', 'No __Host- prefix: AUTH_URL is http.')
  const remedy = 'Put a TLS proxy in front and set AUTH_URL to its https address.'
  return warning('cookies', `${url} is not https: cookies have no __Host- prefix.`, remedy)
}

async function askHealth(url: string): Promise<Finding> {
  const remedy = `Start ${product.name}, or check DNS, the certificate and the proxy in front of it.`
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(`${url}/api/health`, { signal, redirect: 'manual' })
    const body = await answer.text()
    if (answer.ok && body === '{"status":"ok"}')
      return ok('address', `${product.name} answers at ${url}.`)
    const says = `Something else answers at ${url}: status ${answer.status}.`
    return warning(
      'address',
      says,
      `Point AUTH_URL to ${product.name}: check DNS and the proxy in front of it.`,
    )
  } catch (error) {
    return warning('address', `Nothing answers at ${url}: ${messageOfCause(error)}.`, remedy)
  }
}
