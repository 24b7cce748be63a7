import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Failure } from '../failure.mjs'
import { root } from '../places.mjs'

/*
 * What the demo and the development server take from the shell and from env files. DATABASE_URL and
 * SMTP_URL name an installation, which `npm start` serves. They are ignored here, so that nothing is
 * seeded into it or mailed through it; a database and a mail server to use here have their own names.
 */

const ADDRESSES = ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'SMTP_URL']
const IDENTITY = ['AUTH_URL', 'AUTH_SECRET', 'AUDIT_SECRET', 'PASSWORD_PEPPER']

/** @typedef {Readonly<Record<string, string | undefined>>} Settings */

/**
 * @typedef {object} LocalSettings
 * @property {string | undefined} databaseUrl the database to use; without one the embedded one
 * @property {Record<string, string>} env what the server gets; empty values hide those of env files
 * @property {string} which says which database it is
 * @property {string} line the first thing that is printed: the same, and what is ignored
 */

/**
 * @param {Settings} [shell]
 * @param {Settings} [files] what env files say
 * @returns {LocalSettings}
 * @throws {Failure} the database to use here is the installation's
 */
export function localSettings(shell = process.env, files = readEnvFiles()) {
  const own = filled(shell)
  const given = { ...filled(files), ...own }
  const databaseUrl = given.LOCAL_DATABASE_URL
  if (databaseUrl !== undefined && databaseUrl === given.DATABASE_URL) {
    throw new Failure(
      'LOCAL_DATABASE_URL and DATABASE_URL name the same database. Give demo and dev one of their own, ' +
        'or none: they bring a database with them.',
    )
  }
  const isInstallation = ADDRESSES.some((name) => own[name] !== undefined)
  const hidden = new Set([...ADDRESSES, ...(isInstallation ? IDENTITY : [])])
  const taken = Object.entries(own).filter(([name]) => !hidden.has(name))
  const which = `Database: ${nameOf(databaseUrl)}.`
  const ignored = ADDRESSES.filter((name) => given[name] !== undefined)
  return {
    databaseUrl,
    env: {
      ...{ DATABASE_DIRECT_URL: '', AUDIT_SECRET: '', ...Object.fromEntries(taken) },
      SMTP_URL: given.LOCAL_SMTP_URL ?? '',
    },
    which,
    line: ignored.length === 0 ? which : `${which} ${sentenceOf(ignored)}`,
  }
}

/** @param {string | undefined} url */
function nameOf(url) {
  if (url === undefined) return 'the embedded one of this clone, in .data'
  try {
    const { host, pathname } = new URL(url)
    return `${decodeURIComponent(pathname.slice(1))} on ${host}, of LOCAL_DATABASE_URL`
  } catch {
    throw new Failure('LOCAL_DATABASE_URL must be a postgresql:// address.')
  }
}

/** @param {readonly string[]} ignored */
function sentenceOf(ignored) {
  const are = ignored.length > 1 ? 'are' : 'is'
  return `${ignored.join(' and ')} ${are} for npm start and ignored here; the command line needs --demo.`
}

/** Those that Next.js reads as well; the first to name a setting wins. */
function readEnvFiles() {
  const files = ['.env', '.env.local'].map((name) => parseEnv(textOf(name)))
  return /** @type {Settings} */ (Object.assign({}, ...files))
}

/** @param {string} name */
function textOf(name) {
  try {
    return readFileSync(join(root, name), 'utf8')
  } catch {
    return ''
  }
}

/**
 * @param {Settings} settings
 * @returns {Record<string, string>}
 */
function filled(settings) {
  /** @type {[string, string][]} */
  const entries = Object.entries(settings).flatMap(([name, value]) =>
    value?.trim() ? [[name, value]] : [],
  )
  return Object.fromEntries(entries)
}
