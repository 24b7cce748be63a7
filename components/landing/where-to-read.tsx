import { LandingSection } from './landing-section'

/** In the order one reads them: files of the repository. */
const DOCUMENTS = [
  { path: 'README.md', about: 'Start here: what you get, and a tour in eight files' },
  { path: 'docs/architecture.md', about: 'How the code is laid out' },
  { path: 'docs/security.md', about: 'Threats, controls and their tests' },
  { path: 'docs/make-it-yours.md', about: 'Rename it, remove parts, add your own' },
  { path: 'docs/operations.md', about: 'Run it in production' },
] as const

/**
 * Where the code and the documents are.
 *
 * @param repository the address of the repository, where it has one
 */
export function WhereToRead({ repository }: { repository: string | null }) {
  const intro =
    repository === null ? (
      'These are files in the folder you run this from.'
    ) : (
      <>
        All of it is in{' '}
        <a href={repository} className="text-link">
          the code
        </a>
        .
      </>
    )
  return (
    <LandingSection id="where-to-read" title="Read on" intro={intro}>
      <ul className="mt-6 grid gap-x-10 sm:grid-cols-2">
        {DOCUMENTS.map(({ path, about }) => (
          <li key={path} className="border-t border-line py-4">
            {repository === null ? (
              <code className="font-mono text-sm select-all">{path}</code>
            ) : (
              <a href={`${repository}/blob/main/${path}`} className="text-link font-mono">
                {path}
              </a>
            )}
            <span className="block text-sm text-muted">{about}</span>
          </li>
        ))}
      </ul>
    </LandingSection>
  )
}
