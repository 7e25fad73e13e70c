/*
 * Sentiment: how a text feels, by the lexicons that are compiled in
 */

CREATE FUNCTION voc.sentiment(comment text, language text DEFAULT 'auto')
RETURNS real
AS 'MODULE_PATHNAME', 'voc_sentiment'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;

COMMENT ON FUNCTION voc.sentiment(text, text) IS
'The sentiment of a comment, from -1 (most negative) to +1 (most positive). language is an ISO 639-1 code (bg, cs, de, en, es, fr, it, pl, ru, sk, uk) or auto, which detects it. NULL when nothing in the comment carries a feeling that the lexicon of the language knows, or an argument is NULL. Raises 22023 for another language.';

CREATE FUNCTION voc.sentiment_label(comment text, language text DEFAULT 'auto')
RETURNS text
AS 'MODULE_PATHNAME', 'voc_sentiment_label'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;

COMMENT ON FUNCTION voc.sentiment_label(text, text) IS
'The sentiment of a comment in a word: positive, neutral, negative, or mixed when good and bad are about even. language as in voc.sentiment(). NULL when nothing in the comment carries a feeling, or an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.sentiment_value(comment text, language text DEFAULT 'auto')
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_sentiment_value'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;

COMMENT ON FUNCTION voc.sentiment_value(text, text) IS
'The sentiment of a comment as a value, by its score: 1 very negative (-0.45 or less), 2 negative (below -0.07), 3 neutral or mixed, 4 positive (above 0.07), 5 very positive (0.45 or more). language as in voc.sentiment(). NULL when nothing in the comment carries a feeling, or an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.explain(comment text, language text DEFAULT 'auto')
RETURNS TABLE (
  clause integer,
  clause_score real,
  clause_weight real,
  start integer,
  length integer,
  word text,
  entry text,
  rules text[],
  contribution real
)
AS 'MODULE_PATHNAME', 'voc_explain'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400 ROWS 10;

COMMENT ON FUNCTION voc.explain(text, text) IS
'Why voc.sentiment() says what it says: a row for each word, number, emoji or rule that counted, in order. clause: number of its clause, from 1. clause_score: -1 to +1, NULL when the clause says nothing of feeling. clause_weight: how much the clause counts in the mean that is the score of the text. start, length and word: its place in the comment, as in substr(comment, start, length). entry: the entry of the lexicon that it matched, less diacritics, * for any ending; NULL when a rule and not an entry made it count. rules: what it is (negator, intensifier, ...) and what was done to it (negated, capitals, ...). contribution: its part of clause_score; those of a clause add up to it. No row when nothing counted or an argument is NULL. Arguments and errors as of voc.sentiment().';

/*
 * The users' own words: voc_data.word of the program
 */

CREATE FUNCTION voc.explain_own(comment text, language text DEFAULT 'auto')
RETURNS TABLE (
  clause integer,
  clause_score real,
  clause_weight real,
  start integer,
  length integer,
  word text,
  entry text,
  rules text[],
  contribution real
)
AS 'MODULE_PATHNAME', 'voc_explain_own'
LANGUAGE C STABLE STRICT PARALLEL UNSAFE COST 400 ROWS 10;

COMMENT ON FUNCTION voc.explain_own(text, text) IS
'As voc.explain(), but with the users'' own words of voc_data.word, as the program analyses the feedback it captures; their rules name "own word". Raises VO010 when the database has no program, 42501 for a role that may not SELECT from voc_data.word, else as voc.explain().';

CREATE FUNCTION voc.word_guard()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_word_guard'
LANGUAGE C;

COMMENT ON FUNCTION voc.word_guard() IS
'Trigger of voc_data.word, BEFORE INSERT OR UPDATE FOR EACH ROW: writes the normal form of the term into key; raises 22023 for a term that could never be met, a language that is not known, and a valence, role or factor that does not go together, and says what to write.';
