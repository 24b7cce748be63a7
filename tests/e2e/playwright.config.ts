import { availableParallelism } from 'node:os'
import { defineConfig } from 'playwright/test'

const executablePath = process.env.LATCHKEY_CHROMIUM

/**
 * For each page an installed Chromium renders invisible address bar popups and keeps a spare renderer:
 * half of its work in these tests.
 */
const UNUSED_FEATURES = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
]

/** What Playwright disables with the same switch, of which only one counts. */
const FEATURES_OFF_ANYWAY = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/**
 * The browser tests: the production build in `LATCHKEY_DIST_DIR`, served as in production.
 * `npm test` builds and runs them; see `global-setup.ts` for what they run against.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  // More than the cores: a test waits for its pages half of the time.
  workers: Math.max(3, availableParallelism() - 1),
  forbidOnly: true,
  // A test that passes on retry has found something: the run names it. See `npm test`.
  retries: 1,
  // Limits for what hangs: a busy machine takes several times as long as an idle one.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${[...FEATURES_OFF_ANYWAY, ...UNUSED_FEATURES].join()}`,
      ],
    },
  },
  projects: [
    { name: 'promises', testMatch: '**/*.spec.ts', teardown: 'whole run' },
    { name: 'whole run', testMatch: '**/whole-run.ts' },
  ],
})
