import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from './process-wide'

type RequestCache = Map<string, Promise<unknown>>

/** Created by the front server, shared by the middleware and the page. */
const storage = processWide('request-cache', () => new AsyncLocalStorage<RequestCache>())

/** Runs one reading request with a cache of its own. */
export function withRequestCache<Value>(work: () => Value): Value {
  return storage.get().run(new Map(), work)
}

/**
 * Loads a value once per reading request. Other requests have no cache, because an action may change
 * what it has read.
 */
export function oncePerRequest<Value>(key: string, load: () => Promise<Value>): Promise<Value> {
  const cache = storage.get().getStore()
  const cached = cache?.get(key)
  // Each key is used by one caller, so the type is that of its own value.
  if (cached) return cached as Promise<Value>
  const loading = load()
  cache?.set(key, loading)
  return loading
}

/** Replaces a cached value after the request itself has changed it. */
export function replaceForRequest<Value>(key: string, value: Value): void {
  storage.get().getStore()?.set(key, Promise.resolve(value))
}
