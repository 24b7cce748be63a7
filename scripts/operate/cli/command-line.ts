import { parseArgs } from 'node:util'
import { COMMON_OPTIONS, WrongUsage, type Command, type CommandInput } from './command'

export type CommandLine =
  | { kind: 'help'; command: Command | null }
  | {
      kind: 'run'
      command: Command
      options: CommandInput['options']
      positionals: readonly string[]
    }

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]
type OptionToken = Extract<Token, { kind: 'option' }>

/**
 * Parses the command line.
 *
 * @param argv without Node and the program name
 * @throws WrongUsage listing what is available
 */
export function readCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
): CommandLine {
  const words = argv.filter((word) => !word.startsWith('-'))
  const asksHelp = argv.some((word) => word === '--help' || word === '-h')
  if (words.length === 0 || words[0] === 'help') {
    const strange = argv.find((word) => word.startsWith('-') && !isCommonOption(word))
    if (strange && words.length === 0) throw new WrongUsage(`A command is missing.`)
    return { kind: 'help', command: findCommand(words.slice(1), commands)?.command ?? null }
  }
  const found = findCommand(words, commands)
  if (!found) throw new WrongUsage(unknownCommand(words, commands))
  const { command, length } = found
  if (asksHelp) return { kind: 'help', command }
  const rest = withoutWords(argv, words.slice(0, length))
  return { kind: 'run', command, ...readArguments(rest, command) }
}

function isCommonOption(word: string): boolean {
  return word === '-h' || Object.hasOwn(COMMON_OPTIONS, word.replace(/^--/, ''))
}

function findCommand(
  words: readonly string[],
  commands: readonly Command[],
): { command: Command; length: number } | null {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((candidate) => candidate.name === name)
    if (command) return { command, length }
  }
  return null
}

function unknownCommand([first = '', second]: readonly string[], commands: readonly Command[]) {
  const names = commands.map(({ name }) => name)
  const family = names.filter((name) => name.startsWith(`${first} `))
  if (family.length === 0) {
    return `Unknown command "${first}". Commands: ${names.join(', ')}.`
  }
  const what =
    second === undefined ? `"${first}" needs a subcommand` : `Unknown command "${first} ${second}"`
  return `${what}. Subcommands: ${family.join(', ')}.`
}

function withoutWords(argv: readonly string[], words: readonly string[]): string[] {
  const rest = [...argv]
  for (const word of words) rest.splice(rest.indexOf(word), 1)
  return rest
}

function readArguments(
  args: string[],
  command: Command,
): Pick<Extract<CommandLine, { kind: 'run' }>, 'options' | 'positionals'> {
  const known = { ...command.options, ...COMMON_OPTIONS }
  const types = Object.entries(known).map(([name, { type }]) => [name, { type }] as const)
  const { tokens } = parseArgs({
    args,
    options: Object.fromEntries(types),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const options: Record<string, string | boolean> = {}
  for (const token of tokens) {
    if (token.kind === 'option') options[token.name] = valueOf(token, command, known)
  }
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  checkPositionals(positionals, command)
  return { options, positionals }
}

function valueOf(
  { name, rawName, value, inlineValue }: OptionToken,
  command: Command,
  known: Command['options'],
): string | boolean {
  const option = Object.hasOwn(known, name) ? known[name] : undefined
  if (!option) {
    const names = Object.keys(known).map((one) => `--${one}`)
    throw new WrongUsage(
      `"${command.name}" has no option ${rawName}. Options: ${names.join(', ')}.`,
    )
  }
  if (option.type === 'boolean') {
    if (value !== undefined) throw new WrongUsage(`${rawName} takes no value.`)
    return true
  }
  const isNextOption = inlineValue === false && value?.startsWith('-')
  if (value === undefined || value.trim() === '' || isNextOption) {
    throw new WrongUsage(`${rawName} needs a value: ${rawName} <${option.value ?? 'value'}>.`)
  }
  return value
}

function checkPositionals(positionals: readonly string[], { name, positionals: wanted }: Command) {
  const missing = wanted[positionals.length]
  if (missing && !missing.optional)
    throw new WrongUsage(`"${name}" needs <${missing.name}>: ${missing.says}.`)
  const extra = positionals[wanted.length]
  if (extra !== undefined) throw new WrongUsage(`"${name}" takes no argument "${extra}".`)
}
