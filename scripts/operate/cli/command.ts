/** An option of one command. Every command also takes COMMON_OPTIONS. */
export type CommandOption = {
  type: 'string' | 'boolean'
  /** The placeholder for the value in help, such as `email`. */
  value?: string
  says: string
}

export type CommandInput = {
  /** As typed; an option that was not given is absent. */
  options: Readonly<Record<string, string | boolean>>
  positionals: readonly string[]
  now: Date
}

/** A command's result: text for people, or the same as data for scripts. */
export type CommandOutcome = {
  text: string
  json: Readonly<Record<string, unknown>>
  /** 0 unless the result itself reports a problem. */
  exitCode?: number
}

export type Command = {
  /** One or two words, as typed on the command line. */
  name: string
  says: string
  /** More than one line, shown by `--help`. */
  details?: string
  /** Optional ones come last. */
  positionals: readonly { name: string; says: string; optional?: boolean }[]
  options: Readonly<Record<string, CommandOption>>
  /** Runs even on a broken installation, as `doctor` must. */
  worksUnprepared?: boolean
  run: (input: CommandInput) => Promise<CommandOutcome>
}

/** Options of every command. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', says: 'print the result as one JSON object' },
  demo: { type: 'boolean', says: 'use the demo database, whatever the environment says' },
  help: { type: 'boolean', says: 'show this help' },
} as const satisfies Record<string, CommandOption>

/** The command could not be carried out; the message says why and what to do. */
export class CommandFailed extends Error {}

/** The command line is wrong; the message lists what is available. */
export class WrongUsage extends Error {}

/** The value of a text option, trimmed; undefined when it was not given. */
export function textOption({ options }: CommandInput, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value.trim() : undefined
}
