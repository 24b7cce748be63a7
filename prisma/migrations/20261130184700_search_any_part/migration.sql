-- Every three characters in a row of what a user is found by: a search for any part reads the users who
-- have all of them, and looks at those. The cost keeps the planner from computing them row by row.
CREATE FUNCTION search_grams(VARIADIC texts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
COST 10000 RETURN
  ARRAY(SELECT substr(text, at, 3)
          FROM unnest(texts) AS text, generate_series(1, length(text) - 2) AS at);

-- The texts themselves, folded. A username is shown and searched with its @.
CREATE FUNCTION search_texts(email text, username text, name text) RETURNS text[] LANGUAGE sql IMMUTABLE
PARALLEL SAFE RETURN
  ARRAY[search_text(email), '@' || search_text(username), search_name(name)];

-- Prisma cannot name an index on an expression; tests/integration/data/users holds it.
CREATE INDEX "users_search_grams_idx" ON "users"
  USING gin (search_grams(VARIADIC search_texts("email", "username", "name")));
