import { z } from 'zod'
import { isErrorCode, sentenceFor, type ErrorCode } from '@/lib/platform/errors'
import {
  createAdmin,
  type CreatedAdmin,
  type FirstPassword,
} from '@/lib/services/admin/create-admin'
import { USERNAME_RULE } from '@/lib/domain/accounts/identifiers'
import { isReservedUsername } from '@/lib/domain/accounts/reserved-usernames'
import { emailField, nameField, newPasswordField, usernameField } from '@/lib/schemas/fields'
import { CommandFailed, textOption, WrongUsage, type Command, type CommandInput } from '../command'
import { ask, askHidden, canAsk, readSecretFromStdin } from '../terminal-input'
import { inWords } from '../who'
import { linkInWords } from './reset-link'

const RESERVED = 'That username is reserved. Choose another.'

const fields = {
  email: { label: 'Email', schema: emailField },
  username: {
    label: 'Username',
    schema: usernameField.refine((name) => !isReservedUsername(name), { error: RESERVED }),
  },
  name: { label: 'Name', schema: nameField },
} as const

type FieldName = keyof typeof fields

export const createAdminCommand: Command = {
  name: 'create-admin',
  says: 'make an administrator, such as the first user of an installation',
  details:
    'What is not given is asked for. Unless a password is given, it prints a link by which the new\n' +
    'administrator chooses one: nobody else ever knows it. The address counts as confirmed.',
  positionals: [],
  options: {
    email: { type: 'string', value: 'email', says: 'where mail reaches the person' },
    username: { type: 'string', value: 'username', says: USERNAME_RULE },
    name: { type: 'string', value: 'name', says: 'what the person is called' },
    'mail-link': { type: 'boolean', says: 'mail the link instead of printing it' },
    'ask-password': { type: 'boolean', says: 'ask for the password here, without showing it' },
    'password-stdin': { type: 'boolean', says: 'read the password from the standard input' },
  },
  run: async (input) => {
    const way = passwordWay(input)
    const admin = {
      email: await field(input, 'email', way),
      username: await field(input, 'username', way),
      name: await field(input, 'name', way),
    }
    const result = await createAdmin(admin, await firstPassword(way), input.now)
    if (!result.ok) throw new CommandFailed(refusalInWords(result.refusal.code, admin.email))
    const { id, link } = result.value
    const outcome = { user: { id, email: admin.email, username: admin.username } }
    return {
      text: `${inWords(admin)} is an administrator. ${whatFollows(way, result.value, input.now)}`,
      json: link
        ? { ...outcome, link: link.url, expiresAt: link.expiresAt.toISOString() }
        : outcome,
    }
  },
}

type PasswordWay = 'link' | 'mail-link' | 'ask-password' | 'password-stdin'

function passwordWay({ options }: CommandInput): PasswordWay {
  const ways = (['mail-link', 'ask-password', 'password-stdin'] as const).filter(
    (name) => options[name],
  )
  const [way = 'link', another] = ways
  if (another) throw new WrongUsage(`Use one of --${way} and --${another}, not both.`)
  if (way === 'ask-password' && !canAsk()) {
    throw new WrongUsage('--ask-password needs a terminal. Without one, use --password-stdin.')
  }
  return way
}

/** As given, or asked for until it fits. */
async function field(input: CommandInput, name: FieldName, way: PasswordWay): Promise<string> {
  const { label, schema } = fields[name]
  const given = textOption(input, name)
  if (given !== undefined) {
    const parsed = schema.safeParse(given)
    if (!parsed.success) throw new CommandFailed(`--${name}: ${problemOf(parsed.error)}`)
    return parsed.data
  }
  if (!canAsk() || way === 'password-stdin') {
    throw new WrongUsage(`--${name} is missing, and there is no terminal to ask for it.`)
  }
  for (;;) {
    const parsed = schema.safeParse(await ask(label))
    if (parsed.success) return parsed.data
    process.stderr.write(`${problemOf(parsed.error)}\n`)
  }
}

async function firstPassword(way: PasswordWay): Promise<FirstPassword> {
  if (way === 'link') return { link: 'returned' }
  if (way === 'mail-link') return { link: 'mailed' }
  const password = way === 'password-stdin' ? await readSecretFromStdin() : await askTwice()
  const parsed = newPasswordField.safeParse(password)
  if (!parsed.success) throw new CommandFailed(problemOf(parsed.error))
  return { password }
}

async function askTwice(): Promise<string> {
  const password = await askHidden('Password')
  if (password === (await askHidden('Password again'))) return password
  throw new CommandFailed('The two are not the same. Nothing was changed.')
}

function problemOf(error: z.ZodError): string {
  const message = error.issues[0]?.message ?? ''
  return isErrorCode(message) ? sentenceFor({ code: message }) : message
}

function refusalInWords(code: ErrorCode, email: string): string {
  const sentence = sentenceFor({ code })
  if (code !== 'user_exists') return sentence
  return `${sentence} To make them an administrator: npm run cli -- set-role ${email} ADMIN`
}

function whatFollows(way: PasswordWay, { link }: CreatedAdmin, now: Date): string {
  if (link) return `Password by this link:\n${linkInWords(link, now)}`
  if (way === 'mail-link') return 'The mail with the link to choose a password is on its way.'
  return 'Sign in with the password you gave.'
}
