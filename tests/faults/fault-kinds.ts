import type { OwnApplication } from './own-application'
import type { OwnDatabase } from './own-database'
import type { TcpProxy } from './tcp-proxy'

export type BreachState = 'sound' | 'silent' | 'redirecting'

export type Scene = {
  application: OwnApplication
  database: OwnDatabase
  mailLine: TcpProxy
  breachService: { setState: (state: BreachState) => void }
}

export type Fault = {
  begin: (scene: Scene) => Promise<void> | void
  /** Undoes the fault. Never restarts what did not die of it. */
  end: (scene: Scene) => Promise<void> | void
  /** Its minimum duration: longer than the application's timeouts. */
  holdMs: number
  /** Whether users must be told: then at least one must get a proper refusal. */
  isFelt: boolean
  /** The application itself restarts, and loads everything again. */
  isRestart?: boolean
}

const PATIENT_MS = 7000
const QUICK_MS = 2500

const nothing = () => {}

/** Every fault of the application's surroundings, and of the application itself. */
export const FAULTS: Record<string, Fault> = {
  'database line cut': {
    begin: ({ database }) => database.line.setState('cut'),
    end: ({ database }) => database.line.setState('sound'),
    ...{ holdMs: QUICK_MS, isFelt: true },
  },
  'database line silent': {
    begin: ({ database }) => database.line.setState('silent'),
    end: ({ database }) => database.line.setState('sound'),
    ...{ holdMs: PATIENT_MS, isFelt: true },
  },
  'database line half-closed': {
    begin: ({ database }) => database.line.setState('half-closed'),
    end: ({ database }) => database.line.setState('sound'),
    ...{ holdMs: QUICK_MS, isFelt: true },
  },
  'database slow': {
    begin: ({ database }) => database.line.setState('slow'),
    end: ({ database }) => database.line.setState('sound'),
    ...{ holdMs: QUICK_MS, isFelt: false },
  },
  'database killed': {
    begin: ({ database }) => database.kill(),
    end: ({ database }) => database.run(),
    ...{ holdMs: QUICK_MS, isFelt: true },
  },
  'database restarted': {
    begin: ({ database }) => database.stop(),
    end: ({ database }) => database.run(),
    ...{ holdMs: QUICK_MS, isFelt: true },
  },
  'database frozen': {
    begin: async ({ database }) => {
      await database.freeze()
      database.line.setState('silent')
    },
    end: async ({ database }) => {
      await database.thaw()
      database.line.setState('sound')
    },
    ...{ holdMs: PATIENT_MS, isFelt: true },
  },
  'database read-only': {
    begin: ({ database }) => database.makeReadOnly(true),
    end: ({ database }) => database.makeReadOnly(false),
    ...{ holdMs: QUICK_MS, isFelt: true },
  },
  'database out of connections': {
    begin: ({ database }) => database.limitConnections(0),
    end: ({ database }) => database.limitConnections(-1),
    ...{ holdMs: QUICK_MS, isFelt: true },
  },
  'application killed': {
    begin: ({ application }) => application.kill(),
    end: ({ application }) => application.start(),
    ...{ holdMs: 200, isFelt: false, isRestart: true },
  },
  'application frozen': {
    begin: ({ application }) => application.freeze(),
    end: ({ application }) => application.thaw(),
    ...{ holdMs: QUICK_MS, isFelt: false },
  },
  'application told to stop under load': {
    begin: async ({ application }) => {
      const code = await application.terminate()
      if (code !== 0) throw new Error(`The application ended with ${code}`)
    },
    end: ({ application }) => application.start(),
    ...{ holdMs: 0, isFelt: false, isRestart: true },
  },
  'mail server silent': {
    begin: ({ mailLine }) => mailLine.setState('silent'),
    end: ({ mailLine }) => mailLine.setState('sound'),
    ...{ holdMs: QUICK_MS, isFelt: false },
  },
  'mail server gone': {
    begin: ({ mailLine }) => mailLine.setState('cut'),
    end: ({ mailLine }) => mailLine.setState('sound'),
    ...{ holdMs: QUICK_MS, isFelt: false },
  },
  'breach service silent': {
    begin: ({ breachService }) => breachService.setState('silent'),
    end: ({ breachService }) => breachService.setState('sound'),
    ...{ holdMs: QUICK_MS, isFelt: false },
  },
  'breach service redirecting': {
    begin: ({ breachService }) => breachService.setState('redirecting'),
    end: ({ breachService }) => breachService.setState('sound'),
    ...{ holdMs: QUICK_MS, isFelt: false },
  },
  'no fault at all': { begin: nothing, end: nothing, holdMs: QUICK_MS, isFelt: false },
}
