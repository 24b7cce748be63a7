import { COMMON_OPTIONS, type Command } from './command'

const PROGRAM = 'npm run cli --'
const GAP = 2

/** All commands, one per line. */
export function helpOverview(commands: readonly Command[]): string {
  return [
    `Usage: ${PROGRAM} <command> [options]`,
    '',
    ...columns(commands.map(({ name, says }) => [name, says])),
    '',
    `Help for a command: ${PROGRAM} <command> --help`,
    'Commands use the database in DATABASE_URL, from the environment or .env; without it, or with',
    '--demo, the one of npm run demo and npm run dev.',
  ].join('\n')
}

/** Everything about one command. */
export function helpFor({ name, says, details, positionals, options }: Command): string {
  const places = positionals
    .map((place) => (place.optional ? ` [${place.name}]` : ` <${place.name}>`))
    .join('')
  return [
    `Usage: ${PROGRAM} ${name}${places} [options]`,
    '',
    `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
    ...(details === undefined ? [] : ['', details]),
    '',
    ...columns([
      ...positionals.map((positional) => [`<${positional.name}>`, positional.says] as const),
      ...Object.entries({ ...options, ...COMMON_OPTIONS }).map(
        ([option, { value, ...rest }]: [string, Command['options'][string]]) =>
          [value === undefined ? `--${option}` : `--${option} <${value}>`, rest.says] as const,
      ),
    ]),
  ].join('\n')
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + GAP
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`)
}
