/**
 * An optional part: files that nothing else imports, except on lines marked with the comment
 * `optional part: NAME`.
 *
 * @typedef {{
 *   paths: readonly string[],
 *   instead?: Readonly<Record<string, string>>,
 *   rows?: readonly (readonly [route: string, row: string])[],
 * }} Part
 *   `paths`: folders and files; `instead`: the files that replace them; `rows`: the
 *   replacements' rows in the role table
 */

/** @type {Readonly<Record<string, Part>>} */
export const PARTS = {
  inspector: {
    paths: [
      'app/inspector',
      'app/api/auth-flow',
      'components/inspector',
      'lib/inspector',
      'lib/data/audit/audit-origins-of-address.ts',
      'lib/data/sessions/shorten-session.ts',
      'docs/how-sign-in-works.md',
      'docs/inspector.md',
      'scripts/operate/docs-flow.mjs',
      'tests/components/inspector',
      'tests/integration/inspector',
      'tests/unit/inspector',
      'tests/fuzz/inspector-in-production.test.ts',
      'tests/e2e/how-sign-in-works.spec.ts',
      'tests/e2e/inspector.spec.ts',
      'tests/e2e/setup/page-states/inspector.ts',
    ],
  },
  mailbox: {
    paths: [
      'app/mailbox',
      'components/mailbox',
      'lib/data/mail/listed-mails.ts',
      'lib/services/mailbox',
      'tests/components/mailbox',
      'tests/integration/services/mailbox',
      'tests/e2e/mailbox.spec.ts',
      'tests/e2e/mailbox.ts',
      'tests/e2e/setup/page-states/mailbox.ts',
    ],
  },
  admin: {
    paths: [
      'app/(app)/admin',
      'components/admin',
      'components/ui/confirm-step.tsx',
      'components/ui/data-table.tsx',
      'components/ui/filter-buttons.tsx',
      'components/ui/page-links.tsx',
      'lib/services/admin-pages',
      'lib/data/users/listed-users.ts',
      'lib/data/users/overview-counts.ts',
      'lib/data/users/user-details.ts',
      'lib/data/users/user-search.ts',
      'lib/domain/accounts/searched-text.ts',
      'lib/domain/accounts/user-listing.ts',
      'lib/domain/audit/action-labels.ts',
      'lib/domain/audit/audit-path.ts',
      'lib/domain/audit/event-marks.ts',
      'lib/domain/site/admin-notices.ts',
      'lib/schemas/admin-users.ts',
      'lib/schemas/audit-question.ts',
      'tests/bench/scale/admin-questions.ts',
      'tests/components/admin',
      'tests/kill/admin-operations.ts',
      'tests/setup/every-user.ts',
      'tests/integration/data/users/listed-users-plans.test.ts',
      'tests/integration/services/admin-pages',
      'tests/unit/domain/accounts/searched-text.test.ts',
      'tests/unit/domain/accounts/user-listing.test.ts',
      'tests/unit/domain/audit/audit-path.test.ts',
      'tests/unit/schemas/admin-users.test.ts',
      'tests/unit/schemas/audit-question.test.ts',
      'tests/e2e/admin-actions.spec.ts',
      'tests/e2e/admin-audit.spec.ts',
      'tests/e2e/admin-users.spec.ts',
      'tests/e2e/last-administrator.spec.ts',
      'tests/e2e/refused-access.spec.ts',
      'tests/e2e/setup/page-states/administration.ts',
      'tests/e2e/setup/stays-in-view.ts',
    ],
  },
  landing: {
    paths: [
      'app/(landing)',
      'components/landing',
      'tests/components/landing',
      'tests/e2e/landing.spec.ts',
      'tests/e2e/setup/page-states/landing.ts',
    ],
    instead: {
      'app/page.tsx': `import { redirect } from 'next/navigation'

/** There is no landing page. The sign-in page redirects anyone already signed in. */
export default function StartPage() {
  redirect('/sign-in')
}
`,
    },
    rows: [
      ['/', '| `/` | /sign-in | /sign-in | /sign-in | /sign-in | /sign-in | the sign-in page |'],
    ],
  },
}

/**
 * Files that several optional parts share; removing the last of those parts removes them too.
 *
 * @type {readonly { parts: readonly string[], paths: readonly string[] }[]}
 */
export const SHARED = [
  {
    parts: ['landing', 'mailbox'],
    paths: [
      'components/auth/follow-sign-out.tsx',
      'tests/components/auth/follow-sign-out.test.tsx',
    ],
  },
]
