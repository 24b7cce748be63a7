import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from './process-wide'

type Answers = Map<string, Promise<unknown>>

/** The front begins what middleware and pages go on with. */
const storage = processWide('request-answers', () => new AsyncLocalStorage<Answers>())

/** Runs one reading request: what is asked twice within it is answered once. */
export function withAnswers<Value>(work: () => Value): Value {
  return storage.get().run(new Map(), work)
}

/**
 * Asks once per reading request, however many parts of it want to know; every time elsewhere, since
 * an action may change the answer it began with.
 */
export function oncePerRequest<Value>(question: string, ask: () => Promise<Value>): Promise<Value> {
  const answers = storage.get().getStore()
  const known = answers?.get(question)
  // The question's owner is the one place that stores an answer to it.
  if (known) return known as Promise<Value>
  const answer = ask()
  answers?.set(question, answer)
  return answer
}

/** Replaces an answer, after the request itself has changed it. */
export function answerForRequest<Value>(question: string, value: Value): void {
  storage.get().getStore()?.set(question, Promise.resolve(value))
}
