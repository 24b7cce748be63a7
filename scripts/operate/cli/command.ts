/** An option beside those every command has. */
export type CommandOption = {
  type: 'string' | 'boolean'
  /** What stands for the value in the help, such as `email`. */
  value?: string
  says: string
}

export type CommandInput = {
  /** As typed; an option that was not given is absent. */
  options: Readonly<Record<string, string | boolean>>
  positionals: readonly string[]
  now: Date
}

/** What a command has to say: a text for people, or the same as data for scripts. */
export type CommandOutcome = {
  text: string
  json: Readonly<Record<string, unknown>>
  /** 0 unless the outcome itself is bad news. */
  exitCode?: number
}

export type Command = {
  /** One or two words, as typed. */
  name: string
  says: string
  /** More than a line, shown by `--help`. */
  details?: string
  /** Optional ones come last. */
  positionals: readonly { name: string; says: string; optional?: boolean }[]
  options: Readonly<Record<string, CommandOption>>
  /** A command that looks at a broken installation must not be stopped by what is broken. */
  worksUnprepared?: boolean
  run: (input: CommandInput) => Promise<CommandOutcome>
}

/** What every command takes. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', says: 'answer with one JSON object' },
  demo: { type: 'boolean', says: "work on the demo's database, whatever the environment says" },
  help: { type: 'boolean', says: 'show this' },
} as const satisfies Record<string, CommandOption>

/** The command was understood and could not be carried out: the sentence says why and what to do. */
export class CommandFailed extends Error {}

/** The command line itself is wrong: the sentence says what there is. */
export class WrongUsage extends Error {}

/** The value of a text option, trimmed; undefined when it was not given. */
export function textOption({ options }: CommandInput, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value.trim() : undefined
}
