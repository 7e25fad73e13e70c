/* sql/40_coding.sql: topics, intents and opinions */

-- STABLE, not IMMUTABLE: they are to read the program's own code frame.

CREATE FUNCTION voc.topics(comment text, language text DEFAULT 'auto')
RETURNS text[]
AS 'MODULE_PATHNAME', 'voc_topics'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;

COMMENT ON FUNCTION voc.topics(text, text) IS
'What a comment is about: codes of topics, each once, in order of appearance; an empty array when none is met. language: ISO 639-1 code, or auto to detect it; texts of a language that cannot be told are looked through with the patterns of all. NULL when an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.intents(comment text, language text DEFAULT 'auto')
RETURNS text[]
AS 'MODULE_PATHNAME', 'voc_intents'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;

COMMENT ON FUNCTION voc.intents(text, text) IS
'What the writer of a comment wants: churn, complaint, request, question, praise, purchase, callback, safety_or_legal, each once, in order of appearance; an empty array when none is met. language as in voc.topics(). NULL when an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.opinions(comment text, language text DEFAULT 'auto')
RETURNS TABLE (topic text, sentiment real, label text, start integer, length integer, snippet text)
AS 'MODULE_PATHNAME', 'voc_opinions'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400 ROWS 3;

COMMENT ON FUNCTION voc.opinions(text, text) IS
'How a comment feels about each thing: one row for a topic met in a clause, with the sentiment of that clause (-1 to +1) and its label (positive, neutral, negative), both NULL when the clause carries no feeling, and where: start is the first character of the words that matched, from 1, length how many characters, snippet the words. language as in voc.topics(). No row when an argument is NULL or nothing is met. Raises 22023 for a language that is not known.';
