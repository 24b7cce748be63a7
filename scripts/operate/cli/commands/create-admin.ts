import * as z from 'zod'
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
  says: 'create an administrator, such as the first user of an installation',
  details:
    'Asks for anything not given. Unless you give a password, it prints a link for the administrator to\n' +
    'choose one, which no one else ever sees. The email counts as confirmed.',
  positionals: [],
  options: {
    email: { type: 'string', value: 'email', says: 'their email' },
    username: { type: 'string', value: 'username', says: USERNAME_RULE },
    name: { type: 'string', value: 'name', says: 'their name' },
    'mail-link': { type: 'boolean', says: 'email the link instead of printing it' },
    'ask-password': { type: 'boolean', says: 'ask for the password, without showing it' },
    'password-stdin': { type: 'boolean', says: 'read the password from standard input' },
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
  if (another) throw new WrongUsage(`Use either --${way} or --${another}, not both.`)
  if (way === 'ask-password' && !canAsk()) {
    throw new WrongUsage('--ask-password needs a terminal. Without one, use --password-stdin.')
  }
  return way
}

/** The given value, or the answer to a prompt, repeated until it is valid. */
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
  throw new CommandFailed('The passwords do not match. Nothing was changed.')
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
  if (link) return `They can set a password with this link:\n${linkInWords(link, now)}`
  if (way === 'mail-link') return 'An email with a link to set a password is on its way.'
  return 'They can sign in with the password you gave.'
}
