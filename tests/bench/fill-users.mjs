/*
 * Users by the hundred thousand: made by the database itself, in two statements, with the trigger
 * that keeps their terms and the index over parts of them stepped round, and their work done for all at
 * once.
 *
 * One in 10 000 is an administrator, one in 100 disabled (half of them with an end that has come), one in
 * 30 has not confirmed their address, one in 500 has two-factor. The order of names has nothing to do with
 * that of ages.
 */

const GIVEN =
  'Ada Grace Alan Edsger Barbara Donald Frances Ken Radia Dennis José Łucja Zoë Søren Aki'
const FAMILY =
  'Lovelace Hopper Turing Dijkstra Liskov Knuth Allen Thompson Perlman Ritchie Núñez Ōta'

/**
 * @param {{ query: (sql: string) => Promise<unknown> }} client of a migrated database, as its owner
 * @param {{ from: number, to: number }} numbers of the users to make, both included
 */
export async function fillUsers(client, { from, to }) {
  await client.query('ALTER TABLE users DISABLE TRIGGER keep_user_terms')
  await client.query('DROP INDEX IF EXISTS users_search_grams_idx')
  await client.query(`
    INSERT INTO users (id, email, username, name, role, "passwordHash", "emailVerifiedAt",
                       "disabledAt", "disabledUntil", "twoFactorEnabledAt", "createdAt", "updatedAt")
    SELECT gen_random_uuid(),
           lower(md5(n::text)) || n || '@' || (ARRAY['example.com','example.org','mail.example'])[1 + n % 3],
           'u' || substr(md5('u' || n), 1, 8) || n,
           given[1 + abs(hashint4(n) % cardinality(given))] || ' ' ||
             family[1 + abs(hashint4(n + 7) % cardinality(family))] || ' ' || substr(md5('n' || n), 1, 6),
           CASE WHEN n % 10000 = 0 THEN 'ADMIN' ELSE 'USER' END::"Role",
           NULL,
           CASE WHEN n % 30 = 1 THEN NULL ELSE timestamptz '2024-01-01' + n * interval '1 minute' END,
           CASE WHEN n % 100 = 2 THEN timestamptz '2026-01-01' END,
           CASE WHEN n % 200 = 2 THEN timestamptz '2026-02-01' END,
           CASE WHEN n % 500 = 3 THEN timestamptz '2026-01-01' END,
           timestamptz '2024-01-01' + n * interval '1 minute',
           timestamptz '2024-01-01'
      FROM generate_series(${from}, ${to}) AS n,
           (SELECT string_to_array('${GIVEN}', ' ') AS given,
                   string_to_array('${FAMILY}', ' ') AS family) AS names`)
  await client.query(`
    INSERT INTO user_terms ("userId", kind, term, role, "emailVerifiedAt", "disabledAt", "disabledUntil",
                            "twoFactorEnabledAt")
    SELECT u.id, t.kind, t.term, u.role, u."emailVerifiedAt", u."disabledAt", u."disabledUntil",
           u."twoFactorEnabledAt"
      FROM users u, user_terms_of(u.email, u.username, u.name) t
     WHERE NOT EXISTS (SELECT FROM user_terms known WHERE known."userId" = u.id)`)
  await client.query('ALTER TABLE users ENABLE TRIGGER keep_user_terms')
  await client.query(`CREATE INDEX users_search_grams_idx ON users
    USING gin (search_grams(VARIADIC search_texts(email, username, name)))`)
  await client.query('VACUUM (ANALYZE) users')
  await client.query('VACUUM (ANALYZE) user_terms')
}
