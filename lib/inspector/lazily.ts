import { flow, type Flow } from './flow'

type Plain<Given extends unknown[], Value> = (...given: Given) => Value

/**
 * For what is assembled before there is an environment: at the first call either the function
 * itself, when the inspector is off, or the same function watched.
 */
export function watchedWhenOn<Given extends unknown[], Value>(
  plain: Plain<Given, Value>,
  watch: (flow: Flow, plain: Plain<Given, Value>) => Plain<Given, Value>,
): Plain<Given, Value> {
  let chosen: Plain<Given, Value> | undefined
  const choose = () => {
    const on = flow()
    return on ? watch(on, plain) : plain
  }
  return (...given) => (chosen ??= choose())(...given)
}
