import { Client } from './http-load.mjs'
import { measureChecks } from './measure-checks.mjs'
import { measureCrowd } from './measure-crowd.mjs'
import { measureFunctions } from './measure-functions.mjs'
import { measureInspector } from './measure-inspector.mjs'
import { measureLighthouse } from './measure-lighthouse.mjs'
import { measureRevocation } from './measure-revocation.mjs'
import { measureRunning } from './measure-running.mjs'
import { measureStock } from './measure-stock.mjs'
import { measureTiming } from './measure-timing.mjs'
import { measureFirstLoad, measurePages, measureSignIns } from './measures.mjs'

/**
 * What an arm gets from the running benchmark server.
 *
 * @typedef {object} Bench
 * @property {number} port
 * @property {Awaited<ReturnType<typeof import('./bench-server.mjs').startBenchServer>>} server
 * @property {number} cost bcrypt's
 * @property {(port: number) => Promise<NodeJS.ProcessEnv>} envFor the environment of another server
 * @property {number} pace scales every duration and count: 1, or less for a trial run
 *
 * @typedef {object} FigureOfArm
 * @property {string} key its key in the result of `measure`
 * @property {string} [id] its id among the goals
 * @property {string} name
 * @property {'at least' | 'at most'} [goal] none: only for comparison
 * @property {number} [limit]
 * @property {string} [unit]
 *
 * @typedef {object} Arm
 * @property {number} rounds
 * @property {(bench: Bench) => Promise<Record<string, number>>} measure one round
 * @property {FigureOfArm[]} figures
 */

const atLeast = /** @type {const} */ ('at least')
const atMost = /** @type {const} */ ('at most')

/**
 * Every arm by name, as in `npm run bench -- sign-in checks`.
 *
 * @type {Record<string, Arm>}
 */
export const ARMS = {
  'sign-in': {
    rounds: 3,
    measure: async (bench) => ({
      ...(await measureSignIns(bench)),
      ...(await measurePages(bench)),
    }),
    figures: [
      {
        key: 'signIns',
        id: 'P1',
        name: 'sign-ins/s ÷ hashes/s of the same pool',
        goal: atLeast,
        limit: 0.93,
      },
      {
        key: 'stall',
        name: 'longest event-loop stall, 20 sign-ins',
        goal: atMost,
        limit: 40,
        unit: ' ms',
      },
      {
        key: 'stallP99',
        id: 'P4',
        name: 'event-loop delay p99, 20 sign-ins',
        goal: atMost,
        limit: 10,
        unit: ' ms',
      },
      {
        key: 'dashboardMedian',
        id: 'P2',
        name: '/dashboard median, flood ÷ idle',
        goal: atMost,
        limit: 1.2,
      },
      {
        key: 'dashboardP99',
        id: 'P3',
        name: '/dashboard p99, flood ÷ idle',
        goal: atMost,
        limit: 2.5,
      },
      {
        key: 'check',
        id: 'P5',
        name: 'session check in the process, flood ÷ idle',
        goal: atMost,
        limit: 1.5,
      },
      { key: 'healthMedian', name: '/api/health median, flood ÷ idle', goal: atMost, limit: 1.5 },
      { key: 'healthP99', name: '/api/health p99, flood ÷ idle' },
      {
        key: 'pages',
        id: 'P6',
        name: '/dashboard/s ÷ the same page without session work',
        goal: atLeast,
        limit: 0.9,
      },
      { key: 'hashesPerSecond', name: 'hashes a second, all cores', unit: '/s' },
      { key: 'signInsPerSecond', name: 'sign-ins a second, all cores', unit: '/s' },
      { key: 'pagesPerSecond', name: '/dashboard a second', unit: '/s' },
    ],
  },
  'first-load': {
    rounds: 1,
    measure: async ({ port }) => ({ firstLoad: await measureFirstLoad({ port }) }),
    figures: [
      {
        key: 'firstLoad',
        id: 'P10',
        name: 'first-load JavaScript of /sign-in over an empty page',
        goal: atMost,
        limit: 8,
        unit: ' kB',
      },
    ],
  },
  checks: {
    rounds: 3,
    measure: async ({ port, pace }) => {
      const client = new Client({ port, connections: 8 })
      try {
        return await measureChecks({ client, pace })
      } finally {
        client.close()
      }
    },
    figures: [
      {
        key: 'json',
        id: 'P7',
        name: 'JSON handler/s with the session ÷ without',
        goal: atLeast,
        limit: 0.85,
      },
      {
        key: 'checkCpu',
        id: 'P8',
        name: 'CPU of a session check ÷ the least possible on the same cookie',
        goal: atMost,
        limit: 2,
      },
      {
        key: 'boundCheckCpu',
        id: 'P8',
        name: 'the same for a session bound to its device',
        goal: atMost,
        limit: 2,
      },
      { key: 'requestsPerSecond', name: 'JSON handler with the session, a second', unit: '/s' },
    ],
  },
  revocation: {
    rounds: 1,
    measure: measureRevocation,
    figures: [
      {
        key: 'revocation',
        id: 'P15',
        name: 'sign-out until dead in another process, p99',
        goal: atMost,
        limit: 100,
        unit: ' ms',
      },
    ],
  },
  running: {
    rounds: 1,
    measure: measureRunning,
    figures: [
      {
        key: 'coldStart',
        id: 'P20',
        name: 'start to first answer ÷ a bare Next app’s',
        goal: atMost,
        limit: 1.35,
      },
      {
        key: 'memory',
        id: 'P17',
        name: 'memory after 100 000 requests ÷ a bare Next app’s',
        goal: atMost,
        limit: 1.25,
      },
      { key: 'startMs', name: 'start to first answer', unit: ' ms' },
      { key: 'memoryMb', name: 'memory after 100 000 requests', unit: ' MB' },
    ],
  },
  functions: {
    rounds: 1,
    measure: measureFunctions,
    figures: [
      {
        key: 'coldStart',
        name: 'cold start of a function to /sign-in ÷ a bare Next function’s',
        goal: atMost,
        limit: 1.5,
      },
      {
        key: 'bundleMb',
        name: 'what a function needs, unpacked, without sharp',
        goal: atMost,
        limit: 25,
        unit: ' MB',
      },
      { key: 'startMs', name: 'cold start of a function to /sign-in', unit: ' ms' },
    ],
  },
  crowd: {
    rounds: 3,
    measure: measureCrowd,
    figures: [
      {
        key: 'completed',
        id: 'P19',
        name: '200 people signing in: sign-ins/s ÷ those with 20',
        goal: atLeast,
        limit: 0.9,
      },
      {
        key: 'refusal',
        id: 'P19',
        name: 'time to be told to wait, p99',
        goal: atMost,
        limit: 50,
        unit: ' ms',
      },
      { key: 'page', name: '/dashboard meanwhile, p99', goal: atMost, limit: 500, unit: ' ms' },
    ],
  },
  lighthouse: {
    rounds: 5, // As Lighthouse recommends: a single run is not reliable.
    measure: measureLighthouse,
    figures: [
      ...[
        ['performance', 'performance', 98],
        ['accessibility', 'accessibility', 100],
        ['best-practices', 'best practices', 100],
        ['seo', 'search engines', 100],
      ].map(([key, name, limit]) => ({
        key: String(key),
        id: 'P11',
        name: `Lighthouse on a phone, /sign-in: ${name}`,
        goal: atLeast,
        limit: Number(limit),
      })),
      { key: 'bare', name: 'Lighthouse on a phone, an empty page of the same build: performance' },
    ],
  },
  timing: {
    rounds: 1,
    measure: measureTiming,
    figures: [
      ['signInUnknown', 'sign-in, wrong password: somebody ÷ nobody'],
      ['signInDisabled', 'sign-in, wrong password: somebody ÷ somebody disabled'],
      ['signInUnverified', 'sign-in, wrong password: somebody ÷ somebody unconfirmed'],
      ['signInTwoFactor', 'sign-in, wrong password: somebody ÷ somebody with two-factor'],
      ['signInPasskey', 'sign-in, wrong password: somebody ÷ somebody with a passkey'],
      ['signUp', 'sign-up: taken email ÷ new email'],
      ['forgot', 'forgotten password: somebody ÷ nobody'],
      ['forgotDisabled', 'forgotten password: somebody ÷ somebody disabled'],
      ['forgotTwoFactor', 'forgotten password: somebody ÷ somebody with two-factor'],
      ['resend', 'new confirmation: somebody unconfirmed ÷ nobody'],
      ['resendVerified', 'new confirmation: somebody confirmed ÷ nobody'],
    ].flatMap(([key = '', name = '']) => [
      { key, name: `time of ${name}`, goal: atLeast, limit: 0.95 },
      { key, name: 'the same', goal: atMost, limit: 1.05 },
    ]),
  },
  inspector: {
    rounds: 3,
    measure: measureInspector,
    figures: [
      {
        key: 'same',
        name: 'session reads/s, inspector off: the one ÷ its twin',
        goal: atLeast,
        limit: 0.95,
      },
      { key: 'same', name: 'the same', goal: atMost, limit: 1.05 },
      { key: 'unrecorded', name: 'session reads/s, on and nobody records ÷ off' },
      { key: 'recorded', name: 'session reads/s, on and recorded ÷ off' },
    ],
  },
  stock: {
    rounds: 1,
    measure: measureStock,
    figures: [
      { key: 'signIns', id: 'P1', name: 'stock: sign-ins/s ÷ hashes/s of our pool' },
      { key: 'dashboardMedian', id: 'P2', name: 'stock: page with auth() median, flood ÷ idle' },
      { key: 'stallP99', id: 'P4', name: 'stock: event-loop delay p99', unit: ' ms' },
      { key: 'pages', id: 'P6', name: 'stock: page with auth() ÷ without' },
      { key: 'json', id: 'P7', name: 'stock: JSON handler with auth() ÷ without' },
    ],
  },
}
