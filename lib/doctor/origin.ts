import type { Env } from '@/lib/env'
import { messageOfCause } from './message-of-cause'
import { ok, warning, type Finding } from './finding'
import { product } from '@/lib/product'

const PATIENCE_MS = 3000

/** Checks the public address: its cookies, and whether the app answers there. */
export async function examineOrigin({ AUTH_URL, isHttps, isProduction }: Env): Promise<Finding[]> {
  return [judgeCookies(AUTH_URL, isHttps, isProduction), await askHealth(AUTH_URL)]
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
