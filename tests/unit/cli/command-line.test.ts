import { describe, expect, test } from 'vitest'
import { WrongUsage, type Command } from '@/scripts/operate/cli/command'
import { readCommandLine } from '@/scripts/operate/cli/command-line'
import { COMMANDS } from '@/scripts/operate/cli/commands'
import { helpFor, helpOverview } from '@/scripts/operate/cli/help'

const run = () => Promise.resolve({ text: '', json: {} })

const paint: Command = {
  name: 'paint',
  says: 'paint a lamp',
  positionals: [
    { name: 'lamp', says: 'which lamp' },
    { name: 'room', says: 'where it hangs', optional: true },
  ],
  options: {
    colour: { type: 'string', value: 'colour', says: 'which colour' },
    twice: { type: 'boolean', says: 'two coats' },
  },
  run,
}
const show: Command = { name: 'lamp show', says: 'show it', positionals: [], options: {}, run }
const hide: Command = { name: 'lamp hide', says: 'hide it', positionals: [], options: {}, run }
const commands = [paint, show, hide]

const read = (line: string) => readCommandLine(line.split(' ').filter(Boolean), commands)

describe('a command line', () => {
  test.each([
    ['paint desk', {}, ['desk']],
    ['paint desk hall --twice', { twice: true }, ['desk', 'hall']],
    ['paint --colour red desk', { colour: 'red' }, ['desk']],
    ['paint desk --colour=red --json', { colour: 'red', json: true }, ['desk']],
    ['--json paint desk', { json: true }, ['desk']],
    ['paint desk --colour=-dark', { colour: '-dark' }, ['desk']],
    ['paint -- --desk', {}, ['--desk']],
  ])('%s', (line, options, positionals) => {
    expect(read(line)).toEqual({ kind: 'run', command: paint, options, positionals })
  })

  test('finds two-word commands', () => {
    expect(read('lamp hide')).toMatchObject({ kind: 'run', command: hide, positionals: [] })
  })

  test.each([
    ['', null],
    ['--help', null],
    ['-h', null],
    ['help', null],
    ['help paint', paint],
    ['paint --help', paint],
    ['paint desk extra words --help', paint],
    ['lamp show -h', show],
  ])('"%s" asks for help', (line, command) => {
    expect(read(line)).toEqual({ kind: 'help', command })
  })

  test.each([
    ['pint desk', 'Unknown command "pint". Commands: paint, lamp show, lamp hide.'],
    ['lamp', '"lamp" needs a subcommand. Subcommands: lamp show, lamp hide.'],
    ['lamp sell', 'Unknown command "lamp sell". Subcommands: lamp show, lamp hide.'],
    ['--verbose', 'A command is missing.'],
    ['paint', '"paint" needs <lamp>: which lamp.'],
    ['paint desk hall attic', '"paint" takes no argument "attic".'],
    [
      'paint desk --color red',
      '"paint" has no option --color. Options: --colour, --twice, --json, --demo, --help.',
    ],
    [
      'paint desk -v',
      '"paint" has no option -v. Options: --colour, --twice, --json, --demo, --help.',
    ],
    ['paint desk --toString', '"paint" has no option --toString. Options:'],
    ['paint desk --colour', '--colour needs a value: --colour <colour>.'],
    ['paint desk --colour --twice', '--colour needs a value: --colour <colour>.'],
    ['paint desk --colour=', '--colour needs a value: --colour <colour>.'],
    ['paint desk --twice=no', '--twice takes no value.'],
  ])('"%s" is refused with a list of what is available', (line, sentence) => {
    expect(() => read(line)).toThrow(WrongUsage)
    expect(() => read(line)).toThrow(sentence)
  })
})

describe('help', () => {
  test('lists every command', () => {
    const text = helpOverview(COMMANDS)
    for (const { name, says } of COMMANDS) expect(text).toMatch(new RegExp(` ${name} .*${says}`))
  })

  test('shows the arguments and options of a command', () => {
    expect(helpFor(paint)).toBe(
      [
        'Usage: npm run cli -- paint <lamp> [room] [options]',
        '',
        'Paint a lamp.',
        '',
        '  <lamp>             which lamp',
        '  <room>             where it hangs',
        '  --colour <colour>  which colour',
        '  --twice            two coats',
        '  --json             print the result as one JSON object',
        '  --demo             use the demo database, whatever the environment says',
        '  --help             show this help',
      ].join('\n'),
    )
  })

  test.each(COMMANDS.map((command) => [command.name, helpFor(command)]))(
    'fits the width of a terminal: %s',
    (_name, text) => {
      expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
    },
  )
})
